//! Files, read back by lopdf.

use lopdf::{Document, dictionary};

use super::*;

/// A file with so many objects that are no streams, each of which has its number.
fn numbered(count: u32) -> (Vec<u8>, ObjectId) {
    let mut file = File::new(2);
    let root = file.add(dictionary! {"Type" => "Catalog"});
    for _ in 1..count {
        let id = file.reserve();
        file.put(id, dictionary! {"Own" => i64::from(id.0)});
    }
    (file.finish(root, root), root)
}

#[test]
fn objects_are_found_in_their_streams() {
    for count in [1, 199, 200, 201, 450] {
        let (bytes, root) = numbered(count);
        let file = Document::load_mem(&bytes).unwrap();
        assert_eq!(file.trailer.get(b"Root").unwrap().as_reference().unwrap(), root);
        let found = file.objects.iter().filter_map(|(id, object)| {
            let own = object.as_dict().ok()?.get(b"Own").ok()?.as_i64().ok()?;
            Some((i64::from(id.0), own))
        });
        let found: Vec<_> = found.collect();
        assert_eq!(found.len() as u32, count - 1);
        assert!(found.iter().all(|(id, own)| id == own), "{found:?}");
    }
}

#[test]
fn objects_of_one_file_are_written_in_any_order() {
    let mut file = File::new(0);
    let (first, second) = (file.reserve(), file.reserve());
    file.put(second, dictionary! {"Next" => Object::Reference(first)});
    let stream = file.add(Stream::new(Dictionary::new(), b"words words words words".to_vec()));
    file.put(first, dictionary! {"Type" => "Catalog", "Words" => Object::Reference(stream)});
    let bytes = file.finish(first, second);
    let file = Document::load_mem(&bytes).unwrap();
    let stream = file.get_object(stream).unwrap().as_stream().unwrap();
    assert_eq!(stream.decompressed_content().unwrap(), b"words words words words");
    assert_eq!(file.get_dictionary(second).unwrap().get(b"Next").unwrap(), &first.into());
}

#[test]
fn what_has_a_filter_or_must_stay_plain_is_not_deflated() {
    let mut file = File::new(0);
    let coded = Stream::new(dictionary! {"Filter" => "DCTDecode"}, b"a picture".to_vec());
    let plain = Stream::new(Dictionary::new(), b"a packet".to_vec()).with_compression(false);
    file.add(coded);
    let root = file.add(plain);
    let text = String::from_utf8_lossy(&file.finish(root, root)).into_owned();
    assert!(text.contains("<</Filter/DCTDecode/Length 9>>stream\na picture\nendstream\nendobj\n"));
    assert!(text.contains("2 0 obj\n<</Length 8>>stream\na packet\nendstream\n"));
}

#[test]
fn the_file_is_framed_as_pdf_a_wants_it() {
    let (bytes, _) = numbered(3);
    assert!(bytes.starts_with(b"%PDF-1.7\n%"));
    // ISO 19005-2, 6.1.2: four bytes of a comment, none of them ASCII.
    assert!(bytes[10..14].iter().all(|byte| *byte > 127) && bytes[14] == b'\n');
    assert!(bytes.ends_with(b"\n%%EOF\n"));
    let file = Document::load_mem(&bytes).unwrap();
    let ids = file.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(ids[0], ids[1]);
    assert_eq!(ids[0].as_str().unwrap().len(), 16);
    assert_eq!(file.trailer.get(b"Size").unwrap().as_i64().unwrap(), 8);
}

#[test]
fn the_identifier_differs_when_anything_does() {
    let identifier = |count| {
        let file = Document::load_mem(&numbered(count).0).unwrap();
        file.trailer.get(b"ID").unwrap().clone()
    };
    assert_eq!(identifier(7), identifier(7));
    assert_ne!(identifier(7), identifier(8));
}

#[test]
fn numbers_that_are_not_used_are_free() {
    // Numbers 1 and 2 are given away and never written.
    let (bytes, _) = numbered(2);
    let file = Document::load_mem(&bytes).unwrap();
    assert!(file.get_object((1, 0)).is_err() && file.get_object((2, 0)).is_err());
    assert!(file.get_object((3, 0)).is_ok());
}
