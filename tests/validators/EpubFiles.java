import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

/**
 * Holds many EPUB files against EPUBCheck in one process, with warnings as failures.
 *
 *     java -cp epubcheck.jar EpubFiles.java FILE…
 *
 * What is found is printed; the last line counts the files that passed. Exits with 1 when any did
 * not.
 */
public final class EpubFiles {
    private static final class Report extends DefaultReportImpl {
        int findings;

        Report(String file) {
            super(file, "", true);
        }

        @Override
        public void message(Message message, EPUBLocation location, Object... arguments) {
            Severity severity = message.getSeverity();
            if (severity == Severity.FATAL || severity == Severity.ERROR
                    || severity == Severity.WARNING) {
                findings++;
                System.out.println(severity + " " + message.getID() + " " + location + " "
                        + message.getMessage(arguments));
            }
        }
    }

    public static void main(String[] files) {
        int passed = 0;
        for (String name : files) {
            Report report = new Report(name);
            new EpubCheck(new File(name), report).check();
            passed += report.findings == 0 ? 1 : 0;
        }
        System.out.println("EPUBCheck: " + passed + " of " + files.length + " passed");
        System.exit(passed == files.length ? 0 : 1);
    }
}
