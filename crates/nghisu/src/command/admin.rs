//! Backup, restore, doctor, routes.

use std::fs;
use std::path::{Path, PathBuf};

use kernel::Clock;

use super::{open, verify};
use crate::{Fault, install};

fn at(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    let path = path.to_owned();
    move |source| Fault::Folder { path: path.clone(), source }
}

/// `nghisu backup`: database, files, checkpoint and the public key; never the signing key.
pub fn backup(data: &Path, to: &Path) -> Result<(), Fault> {
    if to.exists() {
        return Err(Fault::Deed(format!("{} đã có. Chọn thư mục chưa có.", to.display())));
    }
    let installation = open(data, None)?;
    installation.seal()?;
    fs::create_dir_all(to.join("keys")).map_err(at(to))?;
    installation.app.db().backup_to(&install::database_file(to))?;
    for name in ["checkpoint", "keys/log.pub"] {
        let from = data.join(name);
        if from.exists() {
            fs::copy(&from, to.join(name)).map_err(at(&from))?;
        }
    }
    copy_folder(&data.join("files"), &to.join("files"))?;
    verify(to, None, &[], None)?;
    println!(
        "Đã sao lưu vào {} và kiểm tra lại. Khóa không nằm trong bản sao; giữ riêng các tệp keys/log.seed, keys/seal.key.",
        to.display()
    );
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Fault> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to).map_err(at(to))?;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let target: PathBuf = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).map_err(at(&target))?;
        }
    }
    Ok(())
}

/// `nghisu restore`: into a folder that holds no data yet.
pub fn restore(from: &Path, data: &Path) -> Result<(), Fault> {
    if install::database_file(data).exists() {
        return Err(Fault::Deed(format!("{} đã có dữ liệu; không ghi đè.", data.display())));
    }
    verify(from, None, &[], None)?;
    copy_folder(from, data)?;
    println!(
        "Đã khôi phục vào {}. Chép các khóa keys/log.seed, keys/seal.key vào đó trước khi chạy.",
        data.display()
    );
    Ok(())
}

/// `nghisu doctor`.
pub fn doctor(data: &Path, database: Option<String>) -> Result<(), Fault> {
    let installation = open(data, database)?;
    let app = &installation.app;
    let mut wrong = Vec::new();
    for checks in crate::checks() {
        wrong.extend(app.db().verify(checks)?);
    }
    println!("Cơ sở dữ liệu: {:?}, mở được, lược đồ đúng bản", app.db().engine());
    println!("Đồng hồ: {}", kernel::dates::print_time(Clock::System.now()));
    let year = app.clock().today().year();
    if app.law().calendar().provisional(year) {
        println!("Lịch nghỉ {year}: chưa có thông báo, đang dùng ngày nghỉ luật định (tạm tính)");
    } else {
        println!("Lịch nghỉ {year}: đã có");
    }
    if wrong.is_empty() {
        println!("Câu lệnh dữ liệu: đúng cả");
        Ok(())
    } else {
        Err(Fault::Deed(format!("câu lệnh dữ liệu sai:\n{}", wrong.join("\n"))))
    }
}

/// `nghisu routes`.
pub fn routes(json: bool) -> Result<(), Fault> {
    let routes = install::routes();
    if json {
        let text =
            serde_json::to_string_pretty(routes.rows()).map_err(|error| Fault::Deed(error.to_string()))?;
        println!("{text}");
    } else {
        for row in routes.rows() {
            let access = match row.access {
                kit::Access::Public => "công khai",
                kit::Access::SignedIn => "đăng nhập",
                kit::Access::Program => "khóa API",
            };
            println!("{:<5} {:<60} {access}", row.method, row.path);
        }
    }
    Ok(())
}
