// Holds many EPUB files against Ace, all in one Chromium.
//
//     node ace.cjs FOLDER-OF-ACE FILE…
//
// What is found is printed; the last line counts the files that passed. Exits with 1 when any did
// not.
const fs = require('fs');
const os = require('os');
const path = require('path');

const [folder, ...files] = process.argv.slice(2);
const load = (name) => require(path.join(folder, 'node_modules', name));
const ace = load('@daisy/ace-core');
const axe = load('@daisy/ace-axe-runner-puppeteer');
const winston = load('winston');

winston.configure({ transports: [new winston.transports.Console({ level: 'error' })] });

let launched;
const runner = {
  ...axe,
  launch: () => (launched ??= axe.launch()),
  close: async () => {},
};

async function main() {
  let passed = 0;
  for (const file of files) {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'ace-'));
    const options = { cwd: process.cwd(), outdir, silent: true, jobId: '', lang: 'en' };
    const [, report] = await ace(path.resolve(file), options, runner);
    const found = report.assertions.flatMap((document) =>
      document.assertions.map((own) => [document['earl:testSubject'].url, own]));
    for (const [url, own] of found) {
      const said = own['earl:result']['dct:description'].slice(0, 300).replaceAll('\n', ' ');
      console.log(file, url, own['earl:test']['dct:title'], said);
    }
    passed += found.length === 0 ? 1 : 0;
    fs.rmSync(outdir, { recursive: true });
  }
  await axe.close();
  console.log(`Ace: ${passed} of ${files.length} passed`);
  process.exit(passed === files.length ? 0 : 1);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
