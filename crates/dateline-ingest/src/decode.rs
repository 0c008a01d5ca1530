//! Bytes to text: byte order mark, valid UTF-8, UTF-8 with a few broken bytes, else the encoding that `chardetng` finds.
//!
//! Must not know where the bytes come from.

use crate::{Offsets, Reason};
use encoding_rs::{CoderResult, Encoding, UTF_8};

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The way back.
    pub offsets: Offsets,
    /// Name of the encoding.
    pub encoding: &'static str,
}

/// Bytes looked at for signs that they are no text.
const SAMPLE_BYTES: usize = 64 << 10;

/// One control character in so many bytes is noise in a text ("\x1b" of a terminal log); more is no text.
const BYTES_PER_CONTROL_MIN: usize = 50;

/// One character in so many may be unreadable before a text counts as not decodable: a stray byte in a paragraph.
const CHARS_PER_UNREADABLE_MIN: usize = 100;

/// First bytes of files that hold no plain text though they may look like it.
const KINDS: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or office document"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"SQLite format 3", "database"),
    (b"\x7fELF", "program"),
];

/// Decodes the bytes of one text.
///
/// # Errors
///
/// The reason and a detail: empty, not text, a kind that is not read, not decodable.
pub fn decode(original: &[u8]) -> Result<Decoded, (Reason, String)> {
    if let Some((_, kind)) = KINDS.iter().find(|(start, _)| original.starts_with(start)) {
        return Err((Reason::KindNotRead, (*kind).to_owned()));
    }
    let decoded = match Encoding::for_bom(original) {
        Some((encoding, mark)) => with_encoding(original, mark, encoding)?,
        None => without_mark(original)?,
    };
    if decoded.text.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}') {
        return Err((Reason::Empty, String::new()));
    }
    if decoded.text.contains('\0') {
        return Err((Reason::NotText, "zero bytes".to_owned()));
    }
    Ok(decoded)
}

fn without_mark(original: &[u8]) -> Result<Decoded, (Reason, String)> {
    binary(original)?;
    if let Ok(text) = std::str::from_utf8(original) {
        let offsets = Offsets::identity(0, original.len());
        return Ok(Decoded { text: text.to_owned(), offsets, encoding: UTF_8.name() });
    }
    let encoding = if mostly_utf8(original) { UTF_8 } else { guess(original) };
    with_encoding(original, 0, encoding)
}

fn binary(original: &[u8]) -> Result<(), (Reason, String)> {
    let sample = &original[..original.len().min(SAMPLE_BYTES)];
    if sample.contains(&0) {
        return Err((Reason::NotText, "zero bytes".to_owned()));
    }
    // ISO-2022-JP switches its character sets with escapes.
    let escapes = sample.windows(2).any(|pair| pair == b"\x1b$");
    let controls = sample
        .iter()
        .filter(|byte| {
            byte.is_ascii_control()
                && !matches!(byte, b'\t' | b'\n' | b'\r' | 0xc)
                && !(escapes && **byte == 0x1b)
        })
        .count();
    // A short text with one stray control character is still a text.
    if controls > 1 && controls * BYTES_PER_CONTROL_MIN > sample.len() {
        return Err((Reason::NotText, "control characters".to_owned()));
    }
    Ok(())
}

/// Whether nearly all characters beyond ASCII are well-formed UTF-8: then the text is UTF-8 that was cut or damaged, and
/// another encoding would spoil every accent in it. Other encodings hardly ever give four well-formed characters, or one
/// in a text whose only fault is that its last character was cut.
fn mostly_utf8(original: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in original.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut = std::str::from_utf8(original).is_err_and(|fault| fault.error_len().is_none());
    (good >= 4 && good >= bad * 4) || (good >= 1 && cut)
}

fn guess(original: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(original, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

fn with_encoding(
    original: &[u8],
    skipped: usize,
    encoding: &'static Encoding,
) -> Result<Decoded, (Reason, String)> {
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(&original[skipped..])
    {
        let offsets = Offsets::identity(skipped, original.len());
        return Ok(Decoded { text: text.to_owned(), offsets, encoding: encoding.name() });
    }
    let decoded = step_by_step(original, skipped, encoding);
    let chars = decoded.text.chars().count();
    let unreadable = decoded.text.matches('\u{fffd}').count();
    if unreadable > 1 && unreadable * CHARS_PER_UNREADABLE_MIN > chars {
        let detail = format!("{unreadable} of {chars} characters are not {}", encoding.name());
        return Err((Reason::Undecodable, detail));
    }
    Ok(decoded)
}

/// Decodes one byte at a time, so that every character knows which bytes it comes from.
fn step_by_step(original: &[u8], skipped: usize, encoding: &'static Encoding) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(original.len());
    let mut offsets = Offsets::empty(original.len());
    let mut pending = skipped;
    // A character takes at most four bytes; a fault may come with the character behind it.
    let mut piece = [0_u8; 16];
    for at in skipped..=original.len() {
        let last = at == original.len();
        let input = original.get(at..=at).unwrap_or(&[]);
        let (result, _, written, _) = decoder.decode_to_utf8(input, &mut piece, last);
        debug_assert_eq!(result, CoderResult::InputEmpty, "16 bytes hold what one byte gives");
        let end = (at + 1).min(original.len());
        let Some(chars) = std::str::from_utf8(&piece[..written]).ok().filter(|chars| !chars.is_empty())
        else {
            continue;
        };
        for (k, c) in chars.chars().enumerate() {
            // Where one byte gives two characters, the first stands for the bytes before it.
            let first = k == 0 && chars.chars().count() > 1;
            let stop = if first { end.saturating_sub(1).max(pending) } else { end };
            offsets.push(text.len(), c.len_utf8(), pending, stop - pending);
            text.push(c);
            pending = stop;
        }
    }
    Decoded { text, offsets, encoding: encoding.name() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(original: &[u8], text: &str, encoding: &str) -> Offsets {
        let decoded = decode(original).expect("decodes");
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        decoded.offsets
    }

    #[test]
    fn marks_and_encodings_are_known() {
        let offsets = check("\u{feff}Chad met Niger.".as_bytes(), "Chad met Niger.", "UTF-8");
        assert_eq!(offsets.original(5, 15), 8);
        let text = "Le Pérou a rouvert le port de Callao après neuf jours, où les navires étaient arrêtés.";
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
        let offsets = check(&latin, text, "windows-1252");
        let at = text.find("rouvert").expect("is there");
        assert_eq!(offsets.original(at, text.len()), at as u64 - 1);
        assert_eq!(offsets.original(text.len(), text.len()), latin.len() as u64);
        let wide: Vec<u8> =
            [0xfeff_u16].into_iter().chain("Ünal – 😀 x".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let offsets = check(&wide, "Ünal – 😀 x", "UTF-16LE");
        assert_eq!(offsets.original("Ünal – ".len(), "Ünal – 😀 x".len()), 16);
        assert_eq!(offsets.original("Ünal – 😀".len(), "Ünal – 😀 x".len()), 20);
        let (kyrgyz, _, _) =
            encoding_rs::WINDOWS_1251.encode("Порт вновь открыт в понедельник, и суда вошли в него.");
        check(&kyrgyz, "Порт вновь открыт в понедельник, и суда вошли в него.", "windows-1251");
        let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("港は月曜日に再開された。船が入港した。");
        let offsets = check(&sjis, "港は月曜日に再開された。船が入港した。", "Shift_JIS");
        assert_eq!(offsets.original(6, 60), 4);
    }

    #[test]
    fn broken_utf8_stays_utf8() {
        let mut bytes =
            "Él dijo: «El puerto está cerrado desde la mañana, según el señor Rell».".as_bytes().to_vec();
        bytes.push(0xc3);
        let decoded = decode(&bytes).expect("decodes");
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.text.ends_with("».\u{fffd}"));
    }

    #[test]
    fn what_is_no_text_is_rejected() {
        for (bytes, reason) in [
            (&b""[..], Reason::Empty),
            (b" \n\t", Reason::Empty),
            (b"\xef\xbb\xbf", Reason::Empty),
            (b"MZ\x00\x01", Reason::NotText),
            (b"\x01\x02\x03text", Reason::NotText),
            (b"%PDF-1.7 ...", Reason::KindNotRead),
        ] {
            assert_eq!(decode(bytes).map_err(|(reason, _)| reason), Err(reason), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_rejected(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            laws(&bytes)?;
        }

        #[test]
        fn any_encoding_keeps_its_offsets(text in "[ -~éüñßЖя港は–“”😀\n]{1,80}", k in 0_usize..6) {
            use encoding_rs as e;
            let encoding = [e::WINDOWS_1252, e::SHIFT_JIS, e::GBK, e::EUC_KR, e::ISO_2022_JP, e::BIG5][k];
            let (bytes, _, _) = encoding.encode(&text);
            laws(&bytes)?;
            let decoded = step_by_step(&bytes, 0, encoding);
            in_order(&decoded, bytes.len() as u64)?;
            let wide: Vec<u8> = [0xfeff_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
            laws(&wide)?;
        }
    }

    fn laws(bytes: &[u8]) -> Result<(), TestCaseError> {
        if let Ok(decoded) = decode(bytes) {
            in_order(&decoded, bytes.len() as u64)?;
        }
        Ok(())
    }

    fn in_order(decoded: &Decoded, bytes: u64) -> Result<(), TestCaseError> {
        let ends = decoded.text.char_indices().map(|(at, _)| at).chain([decoded.text.len()]);
        let mapped: Vec<u64> = ends.map(|at| decoded.offsets.original(at, decoded.text.len())).collect();
        prop_assert!(mapped.windows(2).all(|pair| pair[0] <= pair[1]), "{mapped:?}");
        prop_assert!(mapped.last().is_none_or(|last| *last == bytes));
        Ok(())
    }
}
