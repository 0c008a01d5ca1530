//! Any bytes: an answer each, never a panic.

use dateline_ingest::{Limits, laws};
use proptest::prelude::*;

#[test]
fn odd_bytes_keep_the_laws() {
    let cases: [&[u8]; 9] = [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xff\xfea\0\x3d\xd8\x00",
        // A lone surrogate, as careless programs write it.
        b"He said \xed\xa0\xbd and left the room, and nobody followed him there.",
        b"caf\xe9 and cr\xe8me, said the minister, who likes both of them very much",
        b"\xfe\xff\0H\0i\xd8\x3d",
        b"a long line \x80\x81\x82 with some bytes that are no text in any encoding \xff\xff",
        b"\x1b$B\x1b(B plain",
    ];
    for bytes in cases {
        assert_eq!(laws::of_bytes(bytes), Ok(()), "{bytes:?}");
    }
}

#[test]
fn odd_lines_keep_the_laws() {
    let deep = format!("{{\"text\": \"a b\", \"x\": {}1{}}}\n", "[".repeat(10_000), "]".repeat(10_000));
    let cases: [&[u8]; 6] = [
        b"{\"text\": \"lone \\ud83d half\"}\n{\"text\": \"whole \\ud83d\\ude00\"}\n",
        b"{\"id\": 1e400, \"text\": \"Chad met Niger.\"}\n\n\n{\"id\": {}, \"text\": \"Mali.\"}",
        b"{}\n[]\nnull\n\"\"\n{\"text\": null}\n{\"text\": \"\"}\n{\"text\": \"\\u0000\"}",
        b"\xef\xbb\xbf{\"text\": \"Mali votes.\"}\r\n\r\n\xff\xfe",
        deep.as_bytes(),
        b"\n\n\n",
    ];
    for lines in cases {
        assert_eq!(laws::of_lines(lines, Limits::default()), Ok(()), "{}", String::from_utf8_lossy(lines));
    }
    let small = Limits { line_bytes_max: 8, ..Limits::default() };
    assert_eq!(laws::of_lines(b"{\"text\": \"much too long\"}\n{}\n", small), Ok(()));
}

proptest! {
    #[test]
    fn any_bytes_keep_the_laws(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(laws::of_bytes(&bytes), Ok(()));
        prop_assert_eq!(laws::of_lines(&bytes, Limits::default()), Ok(()));
    }

    #[test]
    fn any_text_with_odd_bytes_keeps_the_laws(
        words in "[a-zé€😀 .\n]{0,300}",
        odd in proptest::collection::vec((0_usize..300, any::<u8>()), 0..6),
    ) {
        let mut bytes = words.into_bytes();
        for (at, byte) in odd {
            bytes.insert(at.min(bytes.len()), byte);
        }
        prop_assert_eq!(laws::of_bytes(&bytes), Ok(()));
    }
}
