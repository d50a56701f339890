//! The national lists of units, taken in.

use std::collections::{HashMap, HashSet};
use std::fmt;

use audit::Deed;
use kernel::{AreaId, Date, SuccessionId, collate, text};
use kit::{Ctx, Error};

use crate::model::{Refusal, Tier};
use crate::policy::{self, Action};
use crate::store;
use crate::units::{CellFault, THREE_TIERS_FROM, THREE_TIERS_TO, TWO_TIERS_FROM, Unit, UnitFile, UnitLink};

/// What an import added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// New units.
    pub areas: usize,
    /// Units that were there already.
    pub known: usize,
    /// New links between old and new units.
    pub links: usize,
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Đã nhập {} đơn vị, {} liên kết; {} đơn vị đã có từ trước.",
            self.areas, self.links, self.known
        )
    }
}

/// The links that the units of these files cannot bear, row by row. Without a list of units of
/// one of the two days there is nothing to compare with, and that end is taken as good: its
/// units may be there from an earlier import.
pub fn check_links(files: &[UnitFile]) -> Vec<CellFault> {
    let codes = |day: Date| -> HashSet<&str> {
        files
            .iter()
            .filter_map(|file| match file {
                UnitFile::Units { from, units, .. } if *from == day => Some(units),
                UnitFile::Units { .. } | UnitFile::Links { .. } => None,
            })
            .flatten()
            .map(|unit| unit.code.as_str())
            .collect()
    };
    let (before, after) = (codes(THREE_TIERS_FROM), codes(TWO_TIERS_FROM));
    let mut faults = Vec::new();
    for file in files {
        let UnitFile::Links { file, links } = file else { continue };
        for link in links {
            let is_late = link.late_kind().is_some() && before.contains(link.old_district.as_str());
            if !before.is_empty() && !before.contains(link.old.as_str()) && !is_late {
                faults.push(unknown(file, link.row, OLD_COLUMN, &link.old));
            }
            if !after.is_empty() && !after.contains(link.new.as_str()) {
                faults.push(unknown(file, link.row, NEW_COLUMN, &link.new));
            }
        }
    }
    faults
}

const OLD_COLUMN: &str = "old_ward_code";
const NEW_COLUMN: &str = "new_ward_code";

fn unknown(file: &str, row: usize, column: &str, code: &str) -> CellFault {
    CellFault {
        file: file.to_owned(),
        row,
        column: column.to_owned(),
        message: format!(
            "Chưa có đơn vị mã {code}. Nhập danh mục đơn vị trước, rồi bảng chuyển đổi; hoặc sửa mã."
        ),
    }
}

/// Takes the files in, in one deed; what is there already is left as it is, so that it may be
/// run again.
///
/// # Errors
/// A link whose unit is not known, with its file and row; nothing is taken in then.
pub fn import(
    ctx: &mut Ctx<'_>,
    files: &[UnitFile],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Imported, Error<Refusal>> {
    if !policy::may(ctx.actor, Action::Import) {
        return Err(Error::NotFound);
    }
    let total: usize = files
        .iter()
        .map(|file| match file {
            UnitFile::Units { units, .. } => units.len(),
            UnitFile::Links { links, .. } => links.len(),
        })
        .sum();
    let mut taking = Taking {
        known: store::known_areas(ctx.tx)?.into_iter().map(|(code, from, id)| ((code, from), id)).collect(),
        links: store::known_successions(ctx.tx)?.into_iter().collect(),
        imported: Imported::default(),
    };
    let mut done = 0;
    for file in files {
        match file {
            UnitFile::Units { from, to, units } => {
                for unit in units {
                    done += 1;
                    progress(done, total);
                    taking.unit(ctx, unit, *from, *to)?;
                }
            }
            UnitFile::Links { file, links } => {
                for link in links {
                    done += 1;
                    progress(done, total);
                    taking.link(ctx, file, link)?;
                }
            }
        }
    }
    let imported = taking.imported;
    if imported.areas + imported.links > 0 {
        let label = format!("{} đơn vị, {} liên kết", imported.areas, imported.links);
        audit::record(ctx, Deed::new("directory.import", "area", "danh-muc", label).public())?;
    }
    Ok(imported)
}

/// What is known so far, and what was added to it.
struct Taking {
    known: HashMap<(String, Date), AreaId>,
    links: HashSet<(AreaId, AreaId)>,
    imported: Imported,
}

impl Taking {
    fn id_of(&self, code: &str, from: Date) -> Option<AreaId> {
        self.known.get(&(code.to_owned(), from)).copied()
    }

    fn unit(
        &mut self,
        ctx: &mut Ctx<'_>,
        unit: &Unit,
        from: Date,
        to: Option<Date>,
    ) -> Result<(), Error<Refusal>> {
        if self.id_of(&unit.code, from).is_some() {
            self.imported.known += 1;
            return Ok(());
        }
        let parent = match &unit.parent {
            Some(code) => Some(self.id_of(code, from).ok_or_else(|| above_missing(&unit.name, code))?),
            None => None,
        };
        self.add(ctx, unit, parent, from, to)?;
        Ok(())
    }

    fn add(
        &mut self,
        ctx: &mut Ctx<'_>,
        unit: &Unit,
        parent: Option<AreaId>,
        from: Date,
        to: Option<Date>,
    ) -> db::Result<AreaId> {
        let id: AreaId = ctx.id();
        let (sort, folded) = (collate::sort_key_hex(&unit.name), text::fold(&unit.name));
        store::insert_area(
            ctx.tx, id, &unit.code, &unit.name, unit.kind, unit.tier, parent, from, to, &sort, &folded,
        )?;
        self.known.insert((unit.code.clone(), from), id);
        self.imported.areas += 1;
        Ok(id)
    }

    fn link(&mut self, ctx: &mut Ctx<'_>, file: &str, link: &UnitLink) -> Result<(), Error<Refusal>> {
        let known = self.id_of(&link.old, THREE_TIERS_FROM).or_else(|| self.id_of(&link.old, THREE_TIERS_TO));
        let before = match known {
            Some(id) => id,
            None => self.late_unit(ctx, file, link)?,
        };
        let after = self
            .id_of(&link.new, TWO_TIERS_FROM)
            .ok_or_else(|| refused(unknown(file, link.row, NEW_COLUMN, &link.new)))?;
        if self.links.insert((before, after)) {
            let id: SuccessionId = ctx.id();
            store::insert_succession(ctx.tx, id, before, after, link.is_part, TWO_TIERS_FROM)?;
            self.imported.links += 1;
        }
        Ok(())
    }

    /// Adds a commune that is in the conversion table but not in the list of about 2021: it was
    /// formed in between (three wards of Mộc Châu). All that is known is that it stood on the
    /// eve of the reform, so its validity is that one day.
    fn late_unit(
        &mut self,
        ctx: &mut Ctx<'_>,
        file: &str,
        link: &UnitLink,
    ) -> Result<AreaId, Error<Refusal>> {
        let parent = self.id_of(&link.old_district, THREE_TIERS_FROM);
        let (Some(parent), Some(kind)) = (parent, link.late_kind()) else {
            return Err(refused(unknown(file, link.row, OLD_COLUMN, &link.old)));
        };
        let unit = Unit {
            code: link.old.clone(),
            name: link.old_name.clone(),
            kind,
            tier: Tier::Commune,
            parent: None,
        };
        Ok(self.add(ctx, &unit, Some(parent), THREE_TIERS_TO, Some(THREE_TIERS_TO))?)
    }
}

fn refused(fault: CellFault) -> Error<Refusal> {
    Error::Refused(Refusal::Import(fault.to_string()))
}

fn above_missing(name: &str, code: &str) -> Error<Refusal> {
    Error::Refused(Refusal::Import(format!(
        "{name} nằm trong đơn vị mã {code}, đơn vị đó chưa có. Bổ sung vào danh mục rồi nhập lại."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::read_units;

    const OLD: &str = "province_code,province,district_code,district,ward_code,ward,ward_type\n14,Tỉnh Sơn La,123,Huyện Mộc Châu,03982,Xã Đông Sang,xa\n";
    const NEW: &str =
        "province_code,province,ward_code,ward,ward_type\n14,Tỉnh Sơn La,03980,Phường Mộc Châu,Phường\n";
    const LINKS: &str = "old_district_code,old_ward_code,old_ward,new_ward_code,kind\n123,03982,Xã Đông Sang,03980,whole\n123,03985,Phường Đông Sang,03980,part\n";

    fn files(links: &str) -> Vec<UnitFile> {
        [(OLD, "cu.csv"), (NEW, "moi.csv"), (links, "chuyen-doi.csv")]
            .map(|(text, name)| read_units(text, name).unwrap())
            .to_vec()
    }

    #[test]
    fn a_ward_formed_after_the_list_of_2021_is_no_fault() {
        assert_eq!(check_links(&files(LINKS)), []);
    }

    #[test]
    fn a_code_that_no_list_has_is_named_with_file_row_and_column() {
        let faults = check_links(&files(&LINKS.replace("123,03985,Phường", "999,03985,Phường")));
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1);
        assert!(
            said[0].starts_with("chuyen-doi.csv, dòng 3, cột old_ward_code: Chưa có đơn vị mã 03985."),
            "{said:?}"
        );
        let faults = check_links(&files(&LINKS.replace("03980,whole", "03981,whole")));
        assert_eq!((faults[0].row, faults[0].column.as_str()), (2, "new_ward_code"));
    }

    #[test]
    fn a_conversion_table_alone_has_nothing_to_be_compared_with() {
        assert_eq!(check_links(&files(LINKS)[2..]), []);
    }
}
