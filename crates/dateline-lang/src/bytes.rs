//! Reading and writing the parts of a model file: numbers of variable length, strings, runs of bytes.

use crate::error::{Error, ErrorKind};

/// Appends to a growing run of bytes.
#[derive(Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Seven bits a byte, lowest first.
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(crate) fn string(&mut self, string: &str) {
        self.number(string.len() as u64);
        self.0.extend_from_slice(string.as_bytes());
    }
}

/// Reads from the front of a run of bytes; every fault is an error, never a panic.
pub(crate) struct Reader<'b>(pub(crate) &'b [u8]);

impl<'b> Reader<'b> {
    pub(crate) fn take(&mut self, size: usize) -> Result<&'b [u8], Error> {
        let (taken, rest) = self.0.split_at_checked(size).ok_or(Error::new(ErrorKind::Short))?;
        self.0 = rest;
        Ok(taken)
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> Result<u8, Error> {
        let (&first, rest) = self.0.split_first().ok_or(Error::new(ErrorKind::Short))?;
        self.0 = rest;
        Ok(first)
    }

    #[inline]
    pub(crate) fn number(&mut self) -> Result<u64, Error> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Error::new(ErrorKind::Damaged("number too long")))
    }

    pub(crate) fn string(&mut self) -> Result<&'b str, Error> {
        let size = self.number()? as usize;
        std::str::from_utf8(self.take(size)?)
            .map_err(|_| Error::new(ErrorKind::Damaged("string is not UTF-8")))
    }
}
