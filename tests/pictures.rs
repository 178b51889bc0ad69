//! Pictures of every kind in finished PDFs: how large they are in the file, how they look, and
//! that the file stays what PDF/UA and PDF/A ask for.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};
use lopdf::{Document, Object, Stream};

use support::project::Project;
use support::validators;

/// The colours of the quarters: upper left and right, lower left and right.
const QUARTERS: [[u8; 3]; 4] = [[220, 20, 20], [20, 180, 20], [20, 20, 220], [230, 220, 10]];

fn quarter(x: u32, y: u32, (width, height): (u32, u32)) -> usize {
    usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)
}

fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb(QUARTERS[quarter(x, y, (width, height))]))
}

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with a segment put in behind its first two bytes.
fn with_segment(jpeg: &[u8], marker: u8, segment: &[u8]) -> Vec<u8> {
    let length = (segment.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, segment, &jpeg[2..]].concat()
}

/// A photograph that lies on its side: EXIF says that it is to be turned by a quarter to the right.
fn turned() -> Vec<u8> {
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let lying = DynamicImage::from(quarters(300, 200)).rotate270();
    with_segment(&file(lying, ImageFormat::Jpeg), 0xe1, exif)
}

/// CMYK as Adobe writes it, with a profile.
fn cmyk(width: u16, height: u16) -> Vec<u8> {
    let inks = quarters(width.into(), height.into());
    let inks = inks.pixels().flat_map(|Rgb([r, g, b])| [255 - r, 255 - g, 255 - b, 0]);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.add_icc_profile(&cmyk_profile()).unwrap();
    encoder.encode(&inks.collect::<Vec<u8>>(), width, height, ColorType::Cmyk).unwrap();
    bytes
}

/// A profile that says of each ink that it takes away its part of the light: ICC.1:2004-10, with a
/// table of the sixteen corners of ink in Lab (10.9).
fn cmyk_profile() -> Vec<u8> {
    let ramp: Vec<u8> = (0..=255).collect();
    let mut table = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
    for value in [1_u32, 0, 0, 0, 1, 0, 0, 0, 1] {
        table.extend((value << 16).to_be_bytes());
    }
    table.extend(ramp.repeat(4));
    for corner in 0..16_u8 {
        let ink = |bit: u8| corner & 1 << bit != 0;
        // Lightness, and the two axes of hue around 128: those of the corners of sRGB.
        let lab: [u8; 3] = match (ink(3), ink(2), ink(1), ink(0)) {
            (false, false, false, false) => [255, 128, 128],
            (true, false, false, false) => [232, 80, 114],
            (false, true, false, false) => [154, 226, 67],
            (false, false, true, false) => [248, 106, 222],
            (true, true, false, false) => [82, 207, 20],
            (true, false, true, false) => [224, 42, 211],
            (false, true, true, false) => [136, 208, 195],
            _ => [0, 128, 128],
        };
        table.extend(lab);
    }
    table.extend(ramp.repeat(3));
    let mut text = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0\x02\0\0\0\x1c\0C\0\0".to_vec();
    table.resize(table.len().next_multiple_of(4), 0);
    text.resize(text.len().next_multiple_of(4), 0);
    let white = b"XYZ \0\0\0\0\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d".to_vec();
    let tags = [(b"desc", &text), (b"cprt", &text), (b"wtpt", &white), (b"A2B0", &table)];
    let mut directory = (tags.len() as u32).to_be_bytes().to_vec();
    let mut values = Vec::new();
    for (name, value) in tags {
        directory.extend(name);
        directory.extend((128 + 4 + 12 * 4 + values.len() as u32).to_be_bytes());
        directory.extend((value.len() as u32).to_be_bytes());
        values.extend_from_slice(value);
    }
    let mut profile = vec![0; 128];
    profile[8..12].copy_from_slice(&[2, 0x40, 0, 0]);
    profile[12..24].copy_from_slice(b"prtrCMYKLab ");
    profile[24..36].copy_from_slice(&[7, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&white[8..]);
    profile.extend(directory);
    profile.extend(values);
    let length = profile.len() as u32;
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile
}

/// A PNG with a palette of four colours, two bits a pixel.
fn palette(opacities: Option<[u8; 4]>) -> Vec<u8> {
    let rows = (0..200).flat_map(|y| {
        let numbers = move |byte: u32| {
            (0..4).fold(0, |bits, at| bits << 2 | quarter(byte * 4 + at, y, (300, 200)) as u8)
        };
        [0].into_iter().chain((0..75).map(numbers))
    });
    let rows: Vec<u8> = rows.collect();
    let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    deflated.write_all(&rows).unwrap();
    let header = [&[0, 0, 1, 44, 0, 0, 0, 200, 2, 3, 0, 0, 0][..]].concat();
    let opacities = opacities.map(|own| (b"tRNS", own.to_vec()));
    let mut chunks = vec![(b"IHDR", header), (b"PLTE", QUARTERS.concat())];
    chunks.extend(opacities);
    chunks.extend([(b"IDAT", deflated.finish().unwrap()), (b"IEND", Vec::new())]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, chunk) in chunks {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(&chunk);
        bytes.extend((chunk.len() as u32).to_be_bytes());
        bytes.extend(kind);
        bytes.extend(&chunk);
        bytes.extend(crc.sum().to_be_bytes());
    }
    bytes
}

/// The same picture in every kind of file that there is.
fn kinds() -> Vec<(&'static str, Vec<u8>)> {
    let see_through = RgbaImage::from_fn(300, 200, |x, y| {
        let at = quarter(x, y, (300, 200));
        let [r, g, b] = QUARTERS[at];
        Rgba([r, g, b, if at == 3 { 160 } else { 255 }])
    });
    let plain = quarters(300, 200);
    let deep = DynamicImage::from(plain.clone()).into_rgb16();
    vec![
        ("plain.jpg", file(plain.clone(), ImageFormat::Jpeg)),
        ("turned.jpg", turned()),
        ("cmyk.jpg", cmyk(300, 200)),
        ("fine-cmyk.jpg", cmyk(1800, 1200)),
        ("plain.png", file(plain.clone(), ImageFormat::Png)),
        ("deep.png", file(deep, ImageFormat::Png)),
        ("see-through.png", file(see_through.clone(), ImageFormat::Png)),
        ("palette.png", palette(None)),
        ("spotted.png", palette(Some([255, 255, 255, 160]))),
        ("plain.webp", file(plain, ImageFormat::WebP)),
        ("see-through.webp", file(see_through, ImageFormat::WebP)),
    ]
}

/// No plate is turned: pictures are compared as they are.
fn manifest(profile: &str) -> String {
    format!(
        "[report]\ntitle = \"Pictures\"\n[contents]\ndepth = 0\n[pdf]\nprofile = \"{profile}\"\n\
         [theme]\nblocks.turn_gain = 10000\n"
    )
}

/// A report in which each of these pictures has a page.
fn project(profile: &str, pictures: &[(&str, Vec<u8>)]) -> Project {
    let mut text = String::from("# Pictures\n\nOne after the other.\n");
    for (name, _) in pictures {
        text += &format!("\n![A picture.](../images/{name} \"A picture\"){{.plate}}\n");
    }
    let project = Project::new(&manifest(profile), &[("01.md", &text)]);
    for (name, bytes) in pictures {
        project.write(&format!("images/{name}"), bytes);
    }
    project
}

fn build(project: &Project) -> (std::path::PathBuf, String) {
    let assert = project.diptych(&["build", "--diagnostics", "short"]).assert().success();
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    (project.output("pdf"), said)
}

/// The images of a file, soft masks apart, with the pages on which they are drawn.
fn images(path: &Path) -> BTreeMap<Vec<u8>, (Stream, Vec<usize>)> {
    let file = Document::load(path).unwrap();
    let mut images: BTreeMap<Vec<u8>, (Stream, Vec<usize>)> = BTreeMap::new();
    for (number, page) in file.get_pages() {
        let (_, resources) = file.get_page_resources(page).unwrap();
        let resources = file.get_dictionary(resources[0]).unwrap();
        let (_, objects) = file.dereference(resources.get(b"XObject").unwrap()).unwrap();
        let content = file.get_and_decode_page_content(page).unwrap();
        let shown = content.operations.iter().filter(|operation| operation.operator == "Do");
        for name in shown.map(|operation| operation.operands[0].as_name().unwrap()) {
            let (_, object) =
                file.dereference(objects.as_dict().unwrap().get(name).unwrap()).unwrap();
            let stream = object.as_stream().unwrap().clone();
            let (_, pages) = images.entry(name.to_vec()).or_insert((stream, Vec::new()));
            pages.push(number as usize);
        }
    }
    images
}

fn integer(stream: &Stream, key: &str) -> i64 {
    stream.dict.get(key.as_bytes()).unwrap().as_i64().unwrap()
}

/// A page as poppler draws it: its width and its pixels.
fn drawn(file: &Path, page: usize) -> Option<(usize, Vec<[u8; 3]>)> {
    let number = page.to_string();
    let mut command = Command::new("pdftoppm");
    command.args(["-r", "36", "-f", &number, "-l", &number]).arg(file);
    let picture = command.output().ok()?.stdout;
    let mut parts = picture.splitn(4, |byte| byte.is_ascii_whitespace());
    assert_eq!(parts.next(), Some(&b"P6"[..]));
    let width = String::from_utf8_lossy(parts.next().unwrap()).parse().unwrap();
    let (_height, rest) = (parts.next(), parts.next().unwrap());
    let (_depth, pixels) = rest.split_at(rest.iter().position(|byte| *byte == b'\n').unwrap() + 1);
    Some((width, pixels.as_chunks::<3>().0.to_vec()))
}

/// The middle of all pixels that are nearest to this colour, and how many there are.
fn middle(width: usize, pixels: &[[u8; 3]], color: [u8; 3]) -> (f64, f64, usize) {
    let near = |pixel: &[u8; 3]| {
        pixel.iter().zip(color).map(|(own, other)| own.abs_diff(other)).max() <= Some(110)
            && pixel.iter().max() > Some(&(pixel.iter().min().unwrap() + 60))
    };
    let found: Vec<_> = pixels.iter().enumerate().filter(|(_, pixel)| near(pixel)).collect();
    let sum = |part: fn(usize, usize) -> usize| {
        let sum: usize = found.iter().map(|(at, _)| part(*at, width)).sum();
        sum as f64 / found.len().max(1) as f64
    };
    (sum(|at, width| at % width), sum(|at, width| at / width), found.len())
}

#[test]
fn every_kind_of_picture_is_seen_upright_in_its_colours() {
    let kinds = kinds();
    let projects: Vec<_> =
        ["screen", "print", "archive"].map(|profile| project(profile, &kinds)).into();
    let files: Vec<_> = projects.iter().map(|project| build(project).0).collect();
    validators::assert_pdf(&files.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    for file in files {
        let images = images(&file);
        assert_eq!(images.len(), kinds.len());
        for (number, (name, _)) in kinds.iter().enumerate() {
            let (_, pages) = &images[format!("M{number}").as_bytes()];
            let Some((width, pixels)) = drawn(&file, pages[0]) else { return };
            let [a, b, c, d] = QUARTERS.map(|color| middle(width, &pixels, color));
            let name = format!("{name} in {}: {:?}", file.display(), [a, b, c, d]);
            for (_, _, count) in [a, b, c, d] {
                assert!(count > 3000 && count.abs_diff(a.2) < a.2 / 5, "{name}");
            }
            assert!(a.0 + 50.0 < b.0 && c.0 + 50.0 < d.0, "{name}");
            assert!(a.1 + 30.0 < c.1 && b.1 + 30.0 < d.1, "{name}");
        }
    }
}

#[test]
fn inks_are_made_coarser_and_stay_inks() {
    let wide = |profile| {
        let project = project(profile, &[("a.jpg", cmyk(1800, 1200))]);
        let (image, _) = &images(&build(&project).0)[&b"M0"[..]];
        let space = image.dict.get(b"ColorSpace").unwrap().as_array().unwrap();
        assert_eq!(space[0].as_name().unwrap(), b"ICCBased");
        integer(image, "Width")
    };
    // At 6.5 inches.
    assert_eq!(["screen", "print", "archive"].map(wide), [1430, 1800, 1800]);
}

#[test]
fn a_file_is_in_the_pdf_once_as_fine_as_its_largest_place_asks_for() {
    let picture = file(quarters(2000, 1000), ImageFormat::Png);
    let text = "# One\n\n![A.](../images/a.png \"Small\"){width=20%}\n\n\
                ![A.](../images/a.png \"Large\"){width=60%}\n\nWords ![a](../images/a.png) here.\n";
    let project = Project::new(&manifest("print"), &[("01.md", text)]);
    project.write("images/a.png", &picture);
    let (pdf, said) = build(&project);
    assert_eq!(said.matches("warning").count(), 0, "{said}");
    let images = images(&pdf);
    assert_eq!(images.len(), 1);
    let (image, pages) = &images[&b"M0"[..]];
    assert_eq!(pages.len(), 3);
    let fine = integer(image, "Width");
    // As fine as if the large place were the only one.
    project.write("manuscript/01.md", "# One\n\n![A.](../images/a.png \"Large\"){width=60%}\n");
    let (pdf, _) = build(&project);
    assert_eq!(integer(&self::images(&pdf)[&b"M0"[..]].0, "Width"), fine);
    assert!(fine < 2000);
}

#[test]
fn a_jpeg_is_in_the_archive_byte_for_byte() {
    let photograph = file(quarters(2400, 1600), ImageFormat::Jpeg);
    let archive = project("archive", &[("a.jpg", photograph.clone())]);
    let (image, _) = &images(&build(&archive).0)[&b"M0"[..]];
    assert!(image.content == photograph);
    assert_eq!(image.dict.get(b"Filter").unwrap(), &Object::Name(b"DCTDecode".to_vec()));
}

#[test]
fn a_coarse_picture_is_warned_of_with_the_size_that_would_do() {
    let project = project("screen", &[("a.png", file(quarters(300, 200), ImageFormat::Png))]);
    let (_, said) = build(&project);
    let warning = "manuscript/01.md:5:15: warning[low-resolution]: the picture `images/a.png` has \
                   46 pixels to the inch at its size on the page, 6.5 × 4.3 inches";
    assert!(said.contains(warning), "{said}");
    let help = "975 × 650 pixels would do (150 to the inch); it has 300 × 200";
    assert!(said.contains(help), "{said}");
    project.write("images/a.png", file(quarters(975, 650), ImageFormat::Png));
    let (_, said) = build(&project);
    assert!(!said.contains("low-resolution"), "{said}");
}

#[test]
fn coarse_pictures_of_the_manifest_have_the_place_at_which_it_names_them() {
    let manifest = "[report]\ntitle = \"T\"\n\n[theme]\nlogo = \"../images/a.png\"\n\n\
                    [[authors]]\nname = \"A B\"\nbio = \"C\"\nportrait = \"../images/b.png\"\n";
    let project = Project::new(manifest, &[("01.md", "# One\n\nWords.\n")]);
    project.write("images/a.png", file(quarters(20, 20), ImageFormat::Png));
    project.write("images/b.png", file(quarters(30, 30), ImageFormat::Png));
    let (_, said) = build(&project);
    for place in ["5:8", "10:12"] {
        let warning = format!("manuscript/report.toml:{place}: warning[low-resolution]");
        assert!(said.contains(&warning), "{said}");
    }
}

#[test]
fn a_picture_that_could_not_be_decoded_is_told_where_it_is_named() {
    let whole = file(quarters(90, 60), ImageFormat::Jpeg);
    // Without its tables of steps, a reader shows nothing.
    let at = whole.windows(2).position(|pair| pair == [0xff, 0xdb]).unwrap();
    let length = usize::from(whole[at + 2]) * 256 + usize::from(whole[at + 3]) + 2;
    let mut without = whole.clone();
    without.drain(at..at + length);
    // A pattern in a pattern, twice at each of twenty levels.
    let level = |number: u32| {
        let below = format!("<rect width=\"1\" height=\"1\" fill=\"url(#p{})\"/>", number - 1);
        format!("<pattern id=\"p{number}\" width=\"1\" height=\"1\">{below}{below}</pattern>")
    };
    let tower: String = (1..20).map(level).collect();
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><pattern id=\"p0\" \
         width=\"1\" height=\"1\"><path/></pattern>{tower}<rect fill=\"url(#p19)\"/></svg>"
    );
    for (name, bytes, fault) in [
        ("a.jpg", without, "the JPEG cannot be read: a table of its steps is missing"),
        ("a.svg", drawing.into_bytes(), "the SVG cannot be read: it draws too many shapes"),
    ] {
        let text = format!("# One\n\nWords.\n\n![Quarters.](../images/{name} \"Quarters\")\n");
        let project = Project::new("[report]\ntitle = \"T\"\n", &[("01.md", &text)]);
        project.write(&format!("images/{name}"), bytes);
        let assert = project.diptych(&["check", "--diagnostics", "short"]).assert().failure();
        let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        let finding = format!(
            "manuscript/01.md:5:14: error[invalid-image]: `images/{name}` cannot be used: {fault}"
        );
        assert!(said.contains(&finding), "{said}");
    }
}
