//! `nghisu`: serve, demonstrate, rehearse, report, import, verify, back up, leave and arrive.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use nghisu::command::{self, Copied, Format, Leaving};

/// Hệ thống làm việc của Hội đồng nhân dân.
#[derive(Parser)]
#[command(name = "nghisu", version, about, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Bản trình diễn: huyện Thanh Liêm sáng 15/10/2020
    Demo {
        /// Địa chỉ nghe
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
        /// Thư mục dữ liệu; mặc định là thư mục tạm, xóa khi dừng
        #[arg(long)]
        data: Option<PathBuf>,
        /// Dùng máy chủ PostgreSQL này (cơ sở dữ liệu phải trống)
        #[arg(long)]
        postgres: Option<String>,
        /// "Hôm nay" theo đồng hồ thật thay vì 15/10/2020
        #[arg(long)]
        live_clock: bool,
        /// Chỉ dựng dữ liệu rồi dừng
        #[arg(long)]
        build_only: bool,
    },
    /// Tập dượt kỳ họp với đại biểu hư cấu, ở một bản cài đặt tạm; dừng thì xóa hết
    Rehearsal {
        /// Số đại biểu
        #[arg(long, default_value_t = 36, value_parser = clap::value_parser!(u16).range(10..=200))]
        seats: u16,
        /// Lấy chương trình của kỳ họp này (20, hoặc khóa-số như 18-20); không đặt thì dùng chương trình mẫu
        #[arg(long)]
        session: Option<String>,
        /// Thư mục dữ liệu có kỳ họp đó; chỉ đọc
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        /// Địa chỉ PostgreSQL có kỳ họp đó; không đặt thì đọc SQLite trong thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
        /// Địa chỉ nghe
        #[arg(long, default_value = "127.0.0.1:8099")]
        listen: String,
        /// Địa chỉ mà các thiết bị mở
        #[arg(long)]
        public_url: Option<String>,
    },
    /// Chạy máy chủ
    Serve {
        /// Thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        /// Địa chỉ PostgreSQL; không đặt thì dùng SQLite trong thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
        /// Địa chỉ nghe
        #[arg(long, env = "NGHISU_LISTEN", default_value = "127.0.0.1:8080")]
        listen: String,
        /// Địa chỉ công khai của cổng
        #[arg(long, env = "NGHISU_PUBLIC_URL")]
        public_url: Option<String>,
    },
    /// Báo cáo chỉ tiêu, không cần máy chủ
    Report {
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
        /// Mã đơn vị hành chính, ví dụ 351
        #[arg(long)]
        unit: String,
        /// Kỳ: 2020-Q3, 2020-H1, 2020-9M, 2020, 2020-TT-9M
        #[arg(long)]
        period: String,
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
        /// Tệp ra; không có thì in ra màn hình
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Nhập danh mục, hoặc toàn bộ một gói mang đi (--all)
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Import {
        #[command(subcommand)]
        kind: Option<ImportKind>,
        /// Gói do `nghisu export --all` ghi ra: tệp .zip hoặc thư mục. Chỉ nhập vào bản cài đặt trống
        #[arg(long, value_name = "GÓI", required = true)]
        all: Option<PathBuf>,
        /// Thư mục dữ liệu mới: chưa có, trống, hoặc chỉ có thư mục keys
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        /// Địa chỉ PostgreSQL, cơ sở dữ liệu trống; không đặt thì ghi SQLite trong thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
    },
    /// Xuất toàn bộ dữ liệu của Hội đồng ra một gói: bảng, văn bản, tệp gốc, nhật ký
    Export {
        /// Xuất toàn bộ
        #[arg(long, required = true)]
        all: bool,
        /// Thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        /// Địa chỉ PostgreSQL; không đặt thì đọc SQLite trong thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
        /// Địa chỉ công khai của cổng, ghi trong các văn bản Akoma Ntoso
        #[arg(long, env = "NGHISU_PUBLIC_URL")]
        public_url: Option<String>,
        /// Gói ra, chưa có: tên kết thúc bằng .zip là một tệp, tên khác là thư mục
        #[arg(long, value_name = "GÓI")]
        out: PathBuf,
        /// Mang theo khóa niêm phong và khóa ký. Ai cầm gói thì đọc được mọi đơn thư
        #[arg(long)]
        with_keys: bool,
    },
    /// Ghi cổng công khai ra tệp tĩnh, mở được từ USB hay từ máy chủ web bất kỳ
    Site {
        /// Thư mục đích, chưa có
        to: PathBuf,
        /// Thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        /// Địa chỉ PostgreSQL; không đặt thì đọc SQLite trong thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
        /// Địa chỉ công khai của cổng
        #[arg(long, env = "NGHISU_PUBLIC_URL")]
        public_url: Option<String>,
    },
    /// Kiểm tra thư mục dữ liệu với nhật ký, không cần mạng
    Verify {
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        /// Địa chỉ PostgreSQL; không đặt thì đọc SQLite trong thư mục dữ liệu
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
        /// Điểm kiểm tra giữ ở nơi khác
        #[arg(long)]
        checkpoint: Vec<PathBuf>,
        /// Tệp khóa công khai; mặc định keys/log.pub trong thư mục dữ liệu
        #[arg(long)]
        key: Option<PathBuf>,
    },
    /// Sao lưu khi đang chạy (SQLite)
    Backup {
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        /// Thư mục đích, chưa có
        to: PathBuf,
    },
    /// Khôi phục bản sao lưu vào thư mục dữ liệu trống
    Restore {
        /// Thư mục sao lưu
        from: PathBuf,
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
    },
    /// Kiểm tra máy và cài đặt
    Doctor {
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
    },
    /// Đóng một tập tài liệu; máy chủ tự gọi
    #[command(name = kit::BINDER_COMMAND, hide = true)]
    BindBooklet,
    /// Đọc nội dung một tệp; máy chủ tự gọi
    #[command(name = kit::READER_COMMAND, hide = true)]
    ReadFile,
    /// Danh sách địa chỉ và quyền vào
    Routes {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum ImportKind {
    /// Danh mục đơn vị hành chính và bảng chuyển đổi (.csv)
    Areas {
        #[arg(long, env = "NGHISU_DATA", default_value = "data")]
        data: PathBuf,
        #[arg(long, env = "NGHISU_DATABASE")]
        database: Option<String>,
        /// Chỉ kiểm tra, không ghi
        #[arg(long)]
        dry_run: bool,
        /// Các tệp
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Một loại bản ghi từ bảng: nghisu import LOẠI TỆP [--dry-run]
    #[command(external_subcommand)]
    Table(Vec<OsString>),
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,nghisu=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let done = match Cli::parse().command {
        Command::Demo { listen, data, postgres, live_clock, build_only } => {
            command::demo(&listen, data, postgres, live_clock, build_only)
        }
        Command::Rehearsal { seats, session, data, database, listen, public_url } => {
            let copied = session.map(|session| Copied { data: &data, database, session });
            command::rehearsal(usize::from(seats), copied, &listen, public_url)
        }
        Command::Serve { data, database, listen, public_url } => {
            command::serve(&data, database, &listen, public_url)
        }
        Command::Report { data, database, unit, period, format, out } => {
            command::report(&data, database, &unit, &period, format, out.as_deref())
        }
        Command::Import { kind: Some(ImportKind::Areas { data, database, dry_run, files }), .. } => {
            command::import_areas(&data, database, dry_run, &files)
        }
        Command::Import { kind: Some(ImportKind::Table(words)), .. } => {
            let words = std::iter::once("nghisu import".into()).chain(words);
            command::import_table(&command::TableArguments::parse_from(words))
        }
        Command::Import { kind: None, all, data, database } => {
            command::import_all(&all.unwrap_or_default(), &data, database)
        }
        Command::Export { all: _, data, database, public_url, out, with_keys } => {
            command::export(Leaving { data: &data, database, public_url, out: &out, with_keys })
        }
        Command::Site { to, data, database, public_url } => command::site(&data, database, public_url, &to),
        Command::Verify { data, database, checkpoint, key } => {
            command::verify(&data, database, &checkpoint, key.as_deref())
        }
        Command::Backup { data, to } => command::backup(&data, &to),
        Command::Restore { from, data } => command::restore(&from, &data),
        Command::Doctor { data, database } => command::doctor(&data, database),
        Command::BindBooklet => command::bind_booklet(),
        Command::ReadFile => command::read_file(),
        Command::Routes { json } => command::routes(json),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("Lỗi: {fault}");
            ExitCode::FAILURE
        }
    }
}
