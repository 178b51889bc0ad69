//! The fonts built into the program, so that it runs in any folder. All are under the SIL Open
//! Font License 1.1; the licences stand beside the files.

macro_rules! files {
    ($(#[$doc:meta])* $files:ident: $($folder:literal / $name:literal,)*) => {
        $(#[$doc])*
        pub(super) const $files: &[(&str, &[u8])] = &[
            $((
                $name,
                include_bytes!(concat!(
                    env!("CARGO_MANIFEST_DIR"), "/fonts/", $folder, "/", $name
                )),
            ),)*
        ];
    };
}

files! {
    /// The fonts of text: file names and files, in the order of fallback.
    FILES:
    "source-serif" / "SourceSerif4-Regular.otf",
    "source-serif" / "SourceSerif4-It.otf",
    "source-serif" / "SourceSerif4-Semibold.otf",
    "source-serif" / "SourceSerif4-SemiboldIt.otf",
    "source-serif" / "SourceSerif4-Bold.otf",
    "source-serif" / "SourceSerif4-BoldIt.otf",
    "source-serif" / "SourceSerif4SmText-Regular.otf",
    "source-serif" / "SourceSerif4SmText-It.otf",
    "source-serif" / "SourceSerif4Display-Light.otf",
    "source-serif" / "SourceSerif4Display-Regular.otf",
    "source-serif" / "SourceSerif4Display-It.otf",
    "source-sans" / "SourceSans3-Regular.otf",
    "source-sans" / "SourceSans3-It.otf",
    "source-sans" / "SourceSans3-Semibold.otf",
    "source-sans" / "SourceSans3-SemiboldIt.otf",
    "source-code" / "SourceCodePro-Regular.otf",
    "source-code" / "SourceCodePro-Bold.otf",
    "noto-naskh" / "NotoNaskhArabic-Regular.ttf",
    "noto-naskh" / "NotoNaskhArabic-Bold.ttf",
}

files! {
    /// The fonts of signs, cut down by `fonts/noto-signs/subset.py`, in the order of fallback. They
    /// stand in for what neither the fonts of text nor those of the project have. The last is that
    /// of emoji.
    SIGNS:
    "noto-signs" / "NotoSansMath-Regular.ttf",
    "noto-signs" / "NotoSansSymbols-Regular.ttf",
    "noto-signs" / "NotoSansSymbols2-Regular.ttf",
    "noto-signs" / "NotoEmoji-Regular.ttf",
}
