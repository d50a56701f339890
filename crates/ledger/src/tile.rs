//! The tree cut into files that a plain web server can serve (C2SP tlog-tiles, c2sp.org/tlog-tiles).

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::encoding;
use crate::hash::Hash;
use crate::tree;

/// Levels of the tree inside one tile.
pub const TILE_HEIGHT: u32 = 8;
/// Hashes in a full tile.
pub const TILE_WIDTH: u16 = 1 << TILE_HEIGHT;
/// A tree of 2⁶⁴ leaves has tiles on levels 0 to 7.
const LEVELS: u8 = 8;
const LEVEL_MAX: u8 = 63;

/// Where a tile stands, and how many hashes it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// 0 holds leaf hashes; each hash one level up is the root of a full tile below. At most 63.
    pub level: u8,
    /// Place of the tile on its level, from 0.
    pub index: u64,
    /// Hashes in it: 1 to 255 while it grows, 256 when full.
    pub width: u16,
}

/// A path that names no tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("đường dẫn không chỉ mảnh nào của sổ công khai")]
pub struct TileFault;

/// Path of a tile under the log's address, such as `tile/0/x001/x234/067.p/112`.
pub fn tile_path(level: u8, index: u64, width: u16) -> String {
    Tile { level, index, width }.to_string()
}

/// Content of a tile: its hashes, 32 bytes each. `None` when the leaves do not fill it to this
/// width, or when no tile can stand there.
pub fn tile_bytes(leaves: &[Hash], level: u8, index: u64, width: u16) -> Option<Vec<u8>> {
    if width == 0 || TILE_WIDTH < width {
        return None;
    }
    let span = 1_u64.checked_shl(TILE_HEIGHT * u32::from(level))?;
    let start = index.checked_mul(u64::from(TILE_WIDTH))?.checked_mul(span)?;
    let end = start.checked_add(span.checked_mul(u64::from(width))?)?;
    let covered = leaves.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?;
    let subtrees = covered.chunks(usize::try_from(span).ok()?);
    Some(subtrees.flat_map(|leaves| tree::root(leaves).0).collect())
}

/// All tiles of a log of this size, level by level, full ones before the partial one.
pub fn tiles(size: u64) -> impl Iterator<Item = Tile> {
    (0..LEVELS).flat_map(move |level| {
        let hashes = size >> (TILE_HEIGHT * u32::from(level));
        let full = hashes >> TILE_HEIGHT;
        let rest = u16::try_from(hashes % u64::from(TILE_WIDTH)).unwrap_or_default();
        let partial = (0 < rest).then_some(Tile { level, index: full, width: rest });
        (0..full).map(move |index| Tile { level, index, width: TILE_WIDTH }).chain(partial)
    })
}

impl Tile {
    /// Content of this tile; see [`tile_bytes`].
    pub fn bytes(&self, leaves: &[Hash]) -> Option<Vec<u8>> {
        tile_bytes(leaves, self.level, self.index, self.width)
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level)?;
        let digits = self.index.to_string();
        let digits = format!("{digits:0>width$}", width = digits.len().next_multiple_of(3));
        let (groups, last) = digits.split_at(digits.len() - 3);
        for place in (0..groups.len()).step_by(3) {
            write!(f, "x{}/", &groups[place..place + 3])?;
        }
        f.write_str(last)?;
        if self.width < TILE_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

impl FromStr for Tile {
    type Err = TileFault;

    fn from_str(path: &str) -> Result<Tile, TileFault> {
        let tile = read(path).ok_or(TileFault)?;
        // One tile, one address: what does not print back is another spelling.
        if tile.to_string() == path { Ok(tile) } else { Err(TileFault) }
    }
}

fn read(path: &str) -> Option<Tile> {
    let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let (index, width) = match rest.split_once(".p/") {
        Some((index, width)) => (index, encoding::decimal(width)?),
        None => (rest, u64::from(TILE_WIDTH)),
    };
    let level = u8::try_from(encoding::decimal(level)?).ok()?;
    let width = u16::try_from(width).ok()?;
    let digits: String = index.chars().filter(char::is_ascii_digit).collect();
    let index = digits.parse().ok()?;
    let stands = level <= LEVEL_MAX && 0 < width && width <= TILE_WIDTH;
    stands.then_some(Tile { level, index, width })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    #[test]
    fn paths_are_those_of_the_specification() {
        assert_eq!(tile_path(0, 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(tile_path(0, 273, 112), "tile/0/273.p/112");
        assert_eq!(tile_path(2, 0, 1), "tile/2/000.p/1");
        assert_eq!(tile_path(1, 1_000, 256), "tile/1/x001/000");
    }

    #[test]
    fn a_path_reads_back_and_no_other_spelling_does() {
        for path in [
            "tile/0/x001/x234/067",
            "tile/0/273.p/112",
            "tile/63/000",
            "tile/0/x018/x446/x744/x073/x709/x551/615",
        ] {
            assert_eq!(path.parse::<Tile>().unwrap().to_string(), path);
        }
        for path in [
            "",
            "tile/0",
            "tile/0/",
            "tile/0/1",
            "tile/0/001/002",
            "tile/0/x000/001",
            "tile/00/001",
            "tile/64/001",
            "tile/0/001.p/0",
            "tile/0/001.p/256",
            "tile/0/001.p/01",
            "tile/0/../001",
            "/tile/0/001",
            "tile/-1/001",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
        ] {
            assert_eq!(path.parse::<Tile>(), Err(TileFault), "{path:?}");
        }
    }

    #[test]
    fn seventy_thousand_leaves_are_cut_as_the_specification_says() {
        let count =
            |level, width| tiles(70_000).filter(|tile| tile.level == level && tile.width == width).count();
        assert_eq!(count(0, 256), 273);
        assert_eq!(count(0, 112), 1);
        assert_eq!(count(1, 256), 1);
        assert_eq!(count(1, 17), 1);
        assert_eq!(count(2, 1), 1);
        assert_eq!(tiles(70_000).count(), 277);
        assert_eq!(tiles(0).count(), 0);
    }

    #[test]
    fn the_tiles_together_give_back_the_root() {
        let leaves: Vec<Hash> = (0..600_u32).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let bottom: Vec<u8> = (0..3)
            .flat_map(|index| tile_bytes(&leaves, 0, index, if index < 2 { 256 } else { 88 }).unwrap())
            .collect();
        assert_eq!(bottom, leaves.iter().flat_map(|leaf| leaf.0).collect::<Vec<u8>>());
        let upper = tile_bytes(&leaves, 1, 0, 2).unwrap();
        let expected = [tree::root(&leaves[..256]).0, tree::root(&leaves[256..512]).0].concat();
        assert_eq!(upper, expected);
        assert!(tiles(600).all(|tile| tile.bytes(&leaves).is_some()));
    }

    #[test]
    fn a_tile_the_log_does_not_fill_yet_is_not_served() {
        let leaves = vec![leaf_hash(b""); 256];
        assert!(tile_bytes(&leaves, 0, 0, 256).is_some());
        for (level, index, width) in
            [(0, 0, 0), (0, 0, 257), (0, 1, 1), (1, 0, 2), (8, 0, 1), (63, 0, 1), (0, u64::MAX, 1)]
        {
            assert_eq!(tile_bytes(&leaves, level, index, width), None, "{level} {index} {width}");
        }
    }
}
