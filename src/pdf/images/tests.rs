//! What pictures become in the file.

use super::*;
use crate::font::FontBook;
use crate::geometry::{Length, Size};
use crate::manifest::Profile;
use crate::media::Media;

/// Drawn at an unknown size, so that nothing is made smaller.
const ANY_SIZE: Demand = Demand { profile: Profile::Screen, drawn: None };

fn image_stream(raster: &Raster) -> Result<ExternalStream, MediaError> {
    image(raster, ANY_SIZE).map(|image| image.stream)
}

/// The parts of a JPEG that are looked at here: 2 by 1 pixels of so many colours.
fn raster(color: ColorModel, orientation: u8, icc: Option<Vec<u8>>) -> Raster {
    Raster {
        bytes: b"the file".to_vec().into(),
        format: RasterFormat::Jpeg,
        width: if orientation >= 5 { 1 } else { 2 },
        height: if orientation >= 5 { 2 } else { 1 },
        color,
        alpha: false,
        orientation,
        icc: icc.map(Into::into),
        hash: 0,
    }
}

#[test]
fn a_jpeg_goes_into_the_file_byte_for_byte() {
    let grey = image_stream(&raster(ColorModel::Grey, 1, None)).unwrap();
    assert_eq!(grey.content, b"the file");
    assert_eq!(grey.dict.get("ColorSpace"), Some(&name("DeviceGray")));
    assert_eq!(grey.dict.get("Filter"), Some(&name("DCTDecode")));
    let rgb = image_stream(&raster(ColorModel::Rgb, 1, Some(icc::srgb()))).unwrap();
    let Some(DictItem::Array(space)) = rgb.dict.get("ColorSpace") else { panic!() };
    assert_eq!(space[0], name("ICCBased"));
}

#[test]
fn a_profile_of_other_colours_is_left_out() {
    let grey = image_stream(&raster(ColorModel::Grey, 1, Some(icc::srgb()))).unwrap();
    assert_eq!(grey.dict.get("ColorSpace"), Some(&name("DeviceGray")));
}

#[test]
fn cmyk_passes_only_with_a_profile_of_its_own() {
    let mut profile = icc::srgb();
    profile[16..20].copy_from_slice(b"CMYK");
    let color = ColorModel::Cmyk { inverted: true };
    let image = image_stream(&raster(color, 1, Some(profile))).unwrap();
    let Some(DictItem::Array(ranges)) = image.dict.get("Decode") else { panic!() };
    assert_eq!(ranges[..2], [DictItem::Int(1), DictItem::Int(0)]);
    assert!(!passes_through(&raster(color, 1, None)));
}

#[test]
fn a_turned_photograph_is_stored_as_it_lies_and_turned_by_a_matrix() {
    // Where the corners of the stored picture come to stand, by the meaning of each value:
    // the first row and the first column of the file are the named sides.
    let corner = |orientation: u8| {
        let raster = raster(ColorModel::Rgb, orientation, None);
        let stored = image(&raster, ANY_SIZE).unwrap();
        let width = stored.stream.dict.get("Width");
        assert_eq!(width, Some(&DictItem::Int(2)), "{orientation}");
        let [a, b, c, d, e, f] = stored.turn.unwrap_or([1, 0, 0, 1, 0, 0]);
        // The stored upper left corner is (0, 1), the upper right one (1, 1).
        let place = |x: i64, y: i64| (a * x + c * y + e, b * x + d * y + f);
        (place(0, 1), place(1, 1))
    };
    let (left_top, right_top, left_bottom, right_bottom) = ((0, 1), (1, 1), (0, 0), (1, 0));
    assert_eq!(corner(1), (left_top, right_top));
    assert_eq!(corner(2), (right_top, left_top));
    assert_eq!(corner(3), (right_bottom, left_bottom));
    assert_eq!(corner(4), (left_bottom, right_bottom));
    assert_eq!(corner(5), (left_top, left_bottom));
    assert_eq!(corner(6), (right_top, right_bottom));
    assert_eq!(corner(7), (right_bottom, right_top));
    assert_eq!(corner(8), (left_bottom, left_top));
}

/// Pixels of red, green, blue and opacity.
fn painted((width, height): (u32, u32), paint: impl Fn(u32, u32) -> [u8; 4]) -> Pixels {
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels: Vec<[u8; 4]> = places.map(|(x, y)| paint(x, y)).collect();
    let color = pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    let alpha = Some(pixels.iter().map(|pixel| pixel[3]).collect());
    Pixels { width, height, grey: false, color, alpha }
}

fn read(bytes: Vec<u8>) -> Raster {
    let Media::Raster(raster) = Media::read("", bytes, &FontBook::default()).unwrap() else {
        panic!("not a picture of pixels");
    };
    raster
}

fn read_jpeg(pixels: &Pixels, quality: u8) -> Raster {
    read(pixels.to_jpeg(quality, None).unwrap())
}

fn read_png(pixels: &Pixels) -> Raster {
    read(pixels.to_png(None).unwrap())
}

/// Something like a photograph: waves, and grain on them.
fn landscape(x: u32, y: u32) -> [u8; 4] {
    let (across, down) = (f64::from(x), f64::from(y));
    let wave = (across / 90.0).sin() * 50.0 + ((across + 2.0 * down) / 37.0).cos() * 30.0;
    let grain = x.wrapping_mul(0x9E37_79B1).wrapping_add(y.wrapping_mul(0x85EB_CA77));
    let grain = f64::from((grain ^ grain >> 15) % 19);
    let level = |base: f64| (base + wave + grain).clamp(0.0, 255.0) as u8;
    [level(90.0), level(120.0), level(150.0 - down / 20.0), 255]
}

fn at(profile: Profile, width: i64, height: i64) -> Demand {
    let size = Size::new(Length::from_points(72 * width), Length::from_points(72 * height));
    Demand { profile, drawn: Some(size) }
}

fn width(image: &Image) -> &DictItem {
    &image.stream.dict["Width"]
}

fn filter(image: &Image) -> &DictItem {
    &image.stream.dict["Filter"]
}

#[test]
fn small_and_transparent_pictures_and_whole_webps_lose_nothing() {
    let veiled = |x, y| {
        let [red, green, blue, _] = landscape(x, y);
        [red, green, blue, (x % 200) as u8]
    };
    let large = painted((600, 400), landscape);
    let screen = at(Profile::Screen, 6, 4);
    for (name, file) in [
        ("small", read_png(&painted((64, 64), landscape))),
        ("transparent", read_png(&painted((300, 200), veiled))),
        ("WebP", read(painted((300, 200), landscape).to_webp().unwrap())),
    ] {
        let made = image(&file, screen).unwrap();
        assert_eq!(filter(&made), &DictItem::Name(b"FlateDecode".to_vec()), "{name}");
    }
    let photograph = image(&read_png(&large), screen).unwrap();
    assert_eq!(filter(&photograph), &DictItem::Name(b"DCTDecode".to_vec()));
}

#[test]
fn a_photograph_is_light_on_the_screen_and_whole_in_the_archive() {
    let photograph = read_jpeg(&painted((2400, 1600), landscape), 95);
    let screen = image(&photograph, at(Profile::Screen, 6, 4)).unwrap();
    assert!(screen.stream.content.len() <= 300_000, "{} bytes", screen.stream.content.len());
    assert!((900..=1320).contains(&match width(&screen) {
        DictItem::Int(width) => *width,
        other => panic!("{other:?}"),
    }));
    assert_eq!(screen.stream.dict.get("Filter"), Some(&name("DCTDecode")));
    let print = image(&photograph, at(Profile::Print, 6, 4)).unwrap();
    assert_eq!(width(&print), &DictItem::Int(1800));
    let archive = image(&photograph, at(Profile::Archive, 6, 4)).unwrap();
    assert!(archive.stream.content == *photograph.bytes);
    // At a size that has use for all pixels, nothing is changed.
    let large = image(&photograph, at(Profile::Screen, 12, 8)).unwrap();
    assert!(large.stream.content == *photograph.bytes);
}

#[test]
fn inks_are_made_coarser_as_inks_of_their_profile() {
    let painted = painted((900, 600), landscape);
    let inks: Vec<u8> =
        painted.color.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 40]).collect();
    let mut profile = icc::srgb();
    profile[16..20].copy_from_slice(b"CMYK");
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    encoder.add_icc_profile(&profile).unwrap();
    encoder.encode(&inks, 900, 600, jpeg_encoder::ColorType::Cmyk).unwrap();
    let photograph = read(bytes);
    for (purpose, wide) in [(Profile::Screen, 440), (Profile::Print, 600)] {
        let made = image(&photograph, at(purpose, 2, 1)).unwrap();
        assert_eq!(width(&made), &DictItem::Int(wide));
        assert!(made.stream.content.len() < photograph.bytes.len() / 2);
        assert_eq!(made.stream.dict.get("ColorSpace"), Some(&color_space(4, Some(&profile))));
        assert!(
            matches!(made.stream.dict.get("Decode"), Some(DictItem::Array(ranges)) if ranges.len() == 8)
        );
    }
    let archive = image(&photograph, at(Profile::Archive, 2, 1)).unwrap();
    assert!(archive.stream.content == *photograph.bytes);
    let large = image(&photograph, at(Profile::Print, 6, 4)).unwrap();
    assert!(large.stream.content == *photograph.bytes);
}

#[test]
fn a_jpeg_that_would_grow_is_left_as_it_is() {
    let pixels = painted((300, 200), landscape);
    let size = Size::new(Length::from_points(96), Length::from_points(64));
    let demand = Demand { profile: Profile::Screen, drawn: Some(size) };
    let (rough, fine) = (read_jpeg(&pixels, 8), read_jpeg(&pixels, 96));
    assert!(image(&rough, demand).unwrap().stream.content == *rough.bytes);
    assert!(image(&fine, demand).unwrap().stream.content.len() < fine.bytes.len() / 2);
}

#[test]
fn the_rows_of_an_opaque_png_go_into_the_file_as_they_are() {
    let paint = |x: u32, y: u32| [if (x / 8 + y / 8).is_multiple_of(3) { 9 } else { 255 }; 4];
    let pixels = painted((60, 40), paint);
    let chart = read(Pixels { alpha: None, ..pixels }.to_png(None).unwrap());
    let made = image(&chart, at(Profile::Archive, 1, 1)).unwrap();
    assert_eq!(made.stream.content, chart.coded_rows().unwrap().deflated);
    let parameters = DictItem::Dict {
        map: [("Predictor", 15), ("Colors", 3), ("BitsPerComponent", 8), ("Columns", 60)]
            .map(|(key, value)| (key.to_string(), DictItem::Int(value)))
            .into(),
    };
    assert_eq!(made.stream.dict.get("DecodeParms"), Some(&parameters));
}

#[test]
fn opacity_is_a_soft_mask_of_the_same_size() {
    let spot = painted((600, 400), |x, y| {
        let [r, g, b, _] = landscape(x, y);
        [r, g, b, if x < 300 { 255 } else { 60 }]
    });
    let spot = read(spot.to_png(None).unwrap());
    for (profile, filter) in [(Profile::Screen, "DCTDecode"), (Profile::Print, "FlateDecode")] {
        let made = image(&spot, at(profile, 1, 1)).unwrap();
        assert_eq!(made.stream.dict.get("Filter"), Some(&name(filter)));
        let Some(DictItem::Stream { stream: mask }) = made.stream.dict.get("SMask") else {
            panic!("no mask");
        };
        assert_eq!(mask.dict.get("ColorSpace"), Some(&name("DeviceGray")));
        assert_eq!(mask.dict.get("Width"), Some(width(&made)));
    }
}

#[test]
fn a_drawing_loses_nothing() {
    let chart =
        painted((300, 200), |x, y| if x / 30 > y / 20 { [200, 30, 30, 255] } else { [255; 4] });
    let chart = read(chart.to_png(None).unwrap());
    let made = image(&chart, at(Profile::Screen, 2, 1)).unwrap();
    let Some(DictItem::Array(space)) = made.stream.dict.get("ColorSpace") else { panic!() };
    assert_eq!(space[0], name("Indexed"));
    assert_eq!(made.stream.dict.get("BitsPerComponent"), Some(&DictItem::Int(1)));
}
