//! Drawings of many kinds, as poppler shows our PDF and as resvg draws the same SVG.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod styles;
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use diptych::diagnostic::Diagnostics;
use diptych::font::FontBook;
use diptych::geometry::Rect;
use diptych::media::{Media, Vector};
use diptych::page::Item;
use diptych::pdf;
use diptych::session::Session;
use resvg::tiny_skia::{Color, Pixmap};
use resvg::usvg::Transform;

use support::project::Project;
use support::validators;

/// No plate is turned: drawings are compared as they are.
const MANIFEST: &str = "[report]\ntitle = \"Drawings\"\n[contents]\ndepth = 0\n[theme]\n\
                        blocks.turn_gain = 10000\n";

/// Pixels of the comparison in a point.
const SCALE: f64 = 2.0;

/// The drawings: those of `tests/drawings`, and one with pictures in it.
fn drawings() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drawings");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = files.map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(path).unwrap())
    });
    let mut drawings: Vec<_> = named.chain([("pictures.svg".to_string(), pictures())]).collect();
    drawings.sort();
    drawings
}

/// A drawing with a PNG with opacity and a JPEG in it.
fn pictures() -> Vec<u8> {
    let image = image::RgbaImage::from_fn(80, 60, |x, y| {
        image::Rgba([(x * 3) as u8, (y * 4) as u8, 120, if x > 40 { 120 } else { 255 }])
    });
    let file = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let image = image::DynamicImage::from(image.clone());
        match format {
            image::ImageFormat::Jpeg => image.to_rgb8().write_to(&mut bytes, format).unwrap(),
            _ => image.write_to(&mut bytes, format).unwrap(),
        }
        base64(&bytes.into_inner())
    };
    let (png, jpeg) = (file(image::ImageFormat::Png), file(image::ImageFormat::Jpeg));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 150\">\
         <rect y=\"50\" width=\"200\" height=\"40\" fill=\"#fc6\"/>\
         <image x=\"10\" y=\"20\" width=\"80\" height=\"60\" href=\"data:image/png;base64,{png}\"/>\
         <image x=\"110\" y=\"20\" width=\"70\" height=\"70\" transform=\"rotate(20 145 55)\" \
         href=\"data:image/jpeg;base64,{jpeg}\"/></svg>"
    )
    .into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |part: &[u8]| {
        let at = |index: usize| u32::from(part.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        let digit = |place: usize| match place <= part.len() {
            true => char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]),
            false => '=',
        };
        [0, 1, 2, 3].map(digit)
    };
    bytes.chunks(3).flat_map(group).collect()
}

/// What resvg draws on white where the figure stands on its page.
fn expected(vector: &Vector, rect: Rect) -> (usize, usize, Vec<[u8; 3]>) {
    let (width, height) = (rect.size.width.to_pt() * SCALE, rect.size.height.to_pt() * SCALE);
    let mut pixmap = Pixmap::new(width.ceil() as u32 + 1, height.ceil() as u32 + 1).unwrap();
    pixmap.fill(Color::WHITE);
    let corner = [rect.left(), rect.top()].map(|length| (length.to_pt() * SCALE).fract() as f32);
    let across = width as f32 / vector.tree.size().width();
    let down = height as f32 / vector.tree.size().height();
    let transform = Transform::from_row(across, 0.0, 0.0, down, corner[0], corner[1]);
    resvg::render(&vector.tree, transform, &mut pixmap.as_mut());
    let pixels = pixmap.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
    (pixmap.width() as usize, pixmap.height() as usize, pixels.collect())
}

/// What poppler draws there.
fn shown(file: &Path, page: usize, rect: Rect, size: (usize, usize)) -> Option<Vec<[u8; 3]>> {
    let number = page.to_string();
    let resolution = (72.0 * SCALE).to_string();
    let left = ((rect.left().to_pt() * SCALE).floor()).to_string();
    let top = ((rect.top().to_pt() * SCALE).floor()).to_string();
    let (width, height) = (size.0.to_string(), size.1.to_string());
    let mut command = Command::new("pdftoppm");
    command.args(["-r", &resolution, "-f", &number, "-l", &number]);
    command.args(["-x", &left, "-y", &top, "-W", &width, "-H", &height]).arg(file);
    let picture = command.output().ok()?.stdout;
    let pixels = &picture[picture.len() - size.0 * size.1 * 3..];
    Some(pixels.as_chunks::<3>().0.to_vec())
}

/// The mean colours of squares of four by four pixels: programs differ in where within a pixel an
/// edge lies.
fn blocks(pixels: &[[u8; 3]], width: usize) -> Vec<[u32; 3]> {
    const SIDE: usize = 4;
    let rows: Vec<_> = pixels.chunks_exact(width).collect();
    let mut blocks = Vec::new();
    for band in rows.chunks_exact(SIDE) {
        for left in (0..width - width % SIDE).step_by(SIDE) {
            let inside = band.iter().flat_map(|row| &row[left..left + SIDE]);
            let sum = inside.fold([0; 3], |sum: [u32; 3], pixel| {
                [0, 1, 2].map(|part| sum[part] + u32::from(pixel[part]))
            });
            blocks.push(sum.map(|sum| sum / (SIDE * SIDE) as u32));
        }
    }
    blocks
}

#[test]
fn drawings_look_as_a_rasterizer_draws_them() {
    let drawings = drawings();
    let mut text = String::from("# Drawings\n\nOne after the other.\n");
    for (name, _) in &drawings {
        text += &format!("\n![A drawing.](../images/{name} \"A drawing\"){{.plate}}\n");
    }
    let project = Project::new(MANIFEST, &[("01.md", &text)]);
    for (name, bytes) in &drawings {
        project.write(&format!("images/{name}"), bytes);
    }
    let mut session = Session::new();
    let mut diagnostics = Diagnostics::new();
    let report = session.read(project.root(), &mut diagnostics).unwrap();
    let pages = session.lay_out(&report, &mut diagnostics);
    let input = pdf::Input {
        document: &report.document,
        references: &report.references,
        pages: &pages,
        fonts: session.fonts(),
        media: &report.media,
        manifest: &report.manuscript.manifest,
        theme: &report.theme,
        modified: None,
    };
    let bytes = pdf::write(&input, &pdf::Cache::default(), &mut diagnostics).unwrap();
    let file = project.path("drawings.pdf");
    fs::write(&file, bytes).unwrap();
    validators::assert_pdf(&[&file]);

    // Of the drawings only the one with filters is not kept as shapes.
    let said: Vec<_> = diagnostics
        .iter()
        .map(|one| one.message.as_str())
        .filter(|message| message.contains("SVG"))
        .collect();
    let warning =
        "the SVG `images/filters.svg` has a filter, and the PDF shows that part as pixels";
    assert_eq!(said, [warning]);

    let mut compared = 0;
    let mut unlike = Vec::new();
    for (number, page) in pages.list.iter().enumerate() {
        for placed in &page.items {
            let Item::Image { media, rect, .. } = placed.item else { continue };
            let Some(Media::Vector(vector)) = report.media.get(media) else { continue };
            let (width, height, wanted) = expected(vector, rect);
            let Some(seen) = shown(&file, number + 1, rect, (width, height)) else { return };
            let (seen, wanted) = (blocks(&seen, width), blocks(&wanted, width));
            let apart = seen.iter().zip(&wanted).map(|(one, other)| {
                let apart = one.iter().zip(other).map(|(a, b)| a.abs_diff(*b));
                apart.max().unwrap_or_default()
            });
            let apart: Vec<u32> = apart.collect();
            let mean = f64::from(apart.iter().sum::<u32>()) / apart.len() as f64;
            let far = apart.iter().filter(|own| **own > 64).count() as f64 / apart.len() as f64;
            let (name, _) = &drawings[media.0 as usize];
            // Edges are smoothed differently; a shape that is missing or displaced is more. Resvg
            // draws the tiles of patterns in whole pixels, and they are almost all edge.
            let (most, most_far) =
                if name.starts_with("patterns") { (8.0, 0.03) } else { (2.0, 0.002) };
            let said = format!("{name}: mean {mean:.2}, far {:.2} %", far * 100.0);
            if mean >= most || far >= most_far {
                unlike.push(said);
            }
            compared += 1;
        }
    }
    assert_eq!(compared, drawings.len());
    assert!(unlike.is_empty(), "{unlike:#?}");
}

/// What a drawing shows in the middle, on white.
fn middle(inside: &str) -> u32 {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\" \
         viewBox=\"0 0 40 30\">{inside}</svg>"
    );
    let media = Media::read("a.svg", svg.into_bytes(), &FontBook::builtin()).unwrap();
    let Media::Vector(vector) = media else { panic!("a drawing") };
    let mut pixels = Pixmap::new(40, 30).unwrap();
    pixels.fill(Color::WHITE);
    resvg::render(&vector.tree, Transform::identity(), &mut pixels.as_mut());
    let pixel = pixels.pixel(20, 15).unwrap();
    u32::from_be_bytes([0, pixel.red(), pixel.green(), pixel.blue()])
}

#[test]
fn styles_are_followed_as_chromium_follows_them() {
    let mut wrong = Vec::new();
    for (probe, expected) in styles::PROBES {
        let drawn = middle(probe);
        // A step in a channel is a matter of rounding, two where a colour is seen through.
        let distance = |shift: u32| {
            let channel = |color: u32| i64::from(color >> shift & 0xff);
            (channel(drawn) - channel(*expected)).abs()
        };
        if [0, 8, 16].into_iter().any(|shift| distance(shift) > 2) {
            wrong.push(format!("{expected:06x}, not {drawn:06x}: {probe}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
