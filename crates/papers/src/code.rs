//! The square code at the foot of a public paper: the address of its lasting page, for a
//! telephone's camera.

use qrcode::{Color, EcLevel, QrCode};

/// Side of the code on paper, in millimetres.
pub const SIDE_MM: u32 = 15;
/// Pixels of one module in the picture for Word.
const PIXELS: usize = 8;
/// Modules of white around the picture. In PDF the paper is white there already.
const QUIET: usize = 2;

/// An address as dark and light modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The code of an address; none for an address that is longer than a code can hold at this
    /// size.
    pub fn of(address: &str) -> Option<Self> {
        /// More characters make modules too small for the paper.
        const CHARACTERS_MAX: usize = 200;
        if address.is_empty() || CHARACTERS_MAX < address.len() {
            return None;
        }
        let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
        let dark = code.to_colors().into_iter().map(|module| module == Color::Dark).collect();
        Some(Self { side: code.width(), dark })
    }

    /// Modules along one side.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// The dark modules as runs: from the left, from the top, how long.
    pub fn runs(&self) -> Vec<[usize; 3]> {
        let mut runs: Vec<[usize; 3]> = Vec::new();
        for (y, row) in self.dark.chunks(self.side).enumerate() {
            for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
                match runs.last_mut() {
                    Some([from, line, length]) if *line == y && *from + *length == x => *length += 1,
                    _ => runs.push([x, y, 1]),
                }
            }
        }
        runs
    }

    /// The code as a black and white PNG, with its white margin.
    pub fn png(&self) -> Vec<u8> {
        let side = (self.side + 2 * QUIET) * PIXELS;
        let length = u32::try_from(side).unwrap_or(0);
        let mut head = Vec::new();
        head.extend(length.to_be_bytes());
        head.extend(length.to_be_bytes());
        // One bit a pixel, grey, deflate, no interlace
        head.extend([1, 0, 0, 0, 0]);
        let mut lines = Vec::new();
        for y in 0..side {
            lines.push(0);
            lines.extend((0..side.div_ceil(8)).map(|byte| self.byte(byte * 8, y)));
        }
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut file, *b"IHDR", &head);
        chunk(&mut file, *b"IDAT", &stored(&lines));
        chunk(&mut file, *b"IEND", &[]);
        file
    }

    /// Eight pixels from here to the right; light is one.
    fn byte(&self, from: usize, y: usize) -> u8 {
        (from..from + 8).fold(0, |byte, x| (byte << 1) | u8::from(!self.is_dark(x, y)))
    }

    /// Whether a pixel of the picture is dark.
    fn is_dark(&self, x: usize, y: usize) -> bool {
        let module = |pixel: usize| (pixel / PIXELS).checked_sub(QUIET).filter(|at| *at < self.side);
        match (module(x), module(y)) {
            (Some(x), Some(y)) => self.dark.get(y * self.side + x).copied().unwrap_or(false),
            _ => false,
        }
    }
}

/// A chunk of PNG: length, name, data, checksum.
fn chunk(file: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    let begins = file.len();
    file.extend(name);
    file.extend(data);
    let checksum = file.iter().skip(begins).fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 },
        )
    });
    file.extend((!checksum).to_be_bytes());
}

/// Bytes as a zlib stream of stored blocks: a code is small, and the file around it is packed.
fn stored(bytes: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 0xffff;
    let mut stream = vec![0x78, 0x01];
    let blocks = bytes.len().div_ceil(BLOCK).max(1);
    for (place, block) in bytes.chunks(BLOCK).enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(0);
        stream.push(u8::from(place + 1 == blocks));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    stream.extend(((high << 16) | low).to_be_bytes());
    stream
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://hdnd.thanhliem.example/van-ban/01752b3c-0000-7000-8000-000000000001";

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        let code = Code::of(ADDRESS).unwrap();
        let mut dark = vec![false; code.side * code.side];
        for [x, y, length] in code.runs() {
            for at in x..x + length {
                assert!(!std::mem::replace(&mut dark[y * code.side + at], true), "twice");
            }
        }
        assert_eq!(dark, code.dark);
    }

    #[test]
    fn a_module_on_paper_is_not_too_small_for_a_camera() {
        let side = u32::try_from(Code::of(ADDRESS).unwrap().side()).unwrap();
        assert!(SIDE_MM * 100 / side >= 33, "{side} modules");
    }

    #[test]
    fn an_address_too_long_for_the_foot_has_no_code_and_neither_has_none() {
        assert_eq!(Code::of(""), None);
        assert!(Code::of(&"a".repeat(200)).is_some());
        assert_eq!(Code::of(&"a".repeat(201)), None);
    }

    #[test]
    fn another_address_is_another_code_and_the_same_is_the_same() {
        assert_eq!(Code::of(ADDRESS), Code::of(ADDRESS));
        assert_ne!(Code::of(ADDRESS), Code::of("https://hdnd.thanhliem.example/"));
    }
}
