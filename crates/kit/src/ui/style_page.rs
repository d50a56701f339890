//! Every component on one page, with sample words, so that a change of style is seen at once.

use askama::Template;

use crate::charts::{
    About, BarsByCommune, Bullet, Datum, Panel, QuarterStrip, Share, SmallMultiples, Span, StackedStatus,
    Target,
};
use crate::form::Form;
use crate::shell::Shell;
use crate::ui::{Badge, BadgeKind, EmptyState, Facet, Facets, Icon, Pager, Stat, Steps};

/// A row of the sample tables.
#[derive(Debug, Clone)]
pub struct StyleRow {
    /// Code of the petition.
    pub code: &'static str,
    /// Its words.
    pub subject: &'static str,
    /// Who answers.
    pub organ: &'static str,
    /// By when.
    pub due: &'static str,
    /// Where it stands.
    pub badge: Badge,
}

/// The living style page. All names and numbers on it are samples.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/style.html")]
pub struct StylePage {
    /// The frame.
    pub shell: Shell,
    form: Form,
    stats: Vec<Stat>,
    badges: Vec<Badge>,
    rows: Vec<StyleRow>,
    communes: Vec<(&'static str, Vec<(&'static str, Badge)>)>,
    steps: Steps,
    facets: Facets,
    pager: Pager,
    empty: EmptyState,
    icons: Vec<(Icon, &'static str)>,
    bars: BarsByCommune,
    stacked: StackedStatus,
    bullet: Bullet,
    strip: QuarterStrip,
    multiples: SmallMultiples,
}

impl StylePage {
    /// The page in this frame.
    pub fn sample(shell: Shell) -> Self {
        Self {
            shell,
            form: sample_form(),
            stats: sample_stats(),
            badges: sample_badges(),
            rows: sample_rows(),
            communes: sample_communes(),
            steps: sample_steps(),
            facets: sample_facets(),
            pager: Pager { newer: Some("#".to_owned()), older: Some("#".to_owned()) },
            empty: EmptyState::new("Chưa có kiến nghị. Dán bảng từ Word để bắt đầu.")
                .action("Dán bảng", "#bieu-mau"),
            icons: sample_icons(),
            bars: sample_bars(),
            stacked: sample_stacked(),
            bullet: sample_bullet(),
            strip: sample_strip(),
            multiples: sample_multiples(),
        }
    }
}

fn sample_form() -> Form {
    let mut form = Form::with(&[
        ("place", "Xã Thanh Hà"),
        ("due_on", "01/10/2020"),
        ("fields", "roads"),
        ("kind", "petition"),
        ("words", "Đường liên xã Thanh Hà - Thanh Phong hư hỏng nặng, đề nghị sửa chữa trước mùa mưa."),
    ]);
    form.refuse("due_on", "Chọn hạn trả lời sau ngày 15/10/2020.");
    form.refuse("organ", "Chọn cơ quan trả lời.");
    form
}

fn sample_stats() -> Vec<Stat> {
    vec![
        Stat::new("3", "Quá hạn").note("quý II: 5").kind(BadgeKind::Qua).href("#bang"),
        Stat::new("4", "Đến hạn tuần này").kind(BadgeKind::Cho).href("#bang"),
        Stat::new("84", "Kiến nghị đã nhận").note("từ 16 xã, thị trấn").href("#bang"),
        Stat::new("63,6%", "Chỉ tiêu đạt").note("7/11 chỉ tiêu").kind(BadgeKind::Xong),
    ]
}

fn sample_badges() -> Vec<Badge> {
    vec![
        Badge::done("Đã giải quyết"),
        Badge::due_soon(3),
        Badge::due_today(),
        Badge::overdue(15),
        Badge::doing("Đang giải quyết"),
        Badge::open(12),
        Badge::draft("Nháp"),
        Badge::moved("Đã chuyển cấp tỉnh"),
    ]
}

fn row(
    code: &'static str,
    subject: &'static str,
    organ: &'static str,
    due: &'static str,
    badge: Badge,
) -> StyleRow {
    StyleRow { code, subject, organ, due, badge }
}

fn sample_rows() -> Vec<StyleRow> {
    vec![
        row(
            "KN-2020-0147",
            "Sửa chữa đường liên xã Thanh Hà - Thanh Phong",
            "UBND huyện",
            "30/9/2020",
            Badge::overdue(15),
        ),
        row(
            "KN-2020-0152",
            "Nạo vét kênh tiêu thôn Đống Cầu, xã Liêm Túc",
            "Phòng NN&PTNT",
            "20/10/2020",
            Badge::open(3),
        ),
        row(
            "KN-2020-0155",
            "Điện chiếu sáng thị trấn Kiện Khê",
            "Thị trấn Kiện Khê",
            "31/12/2020",
            Badge::doing("Đang giải quyết"),
        ),
        row(
            "KN-2020-0158",
            "Chế độ hỗ trợ cán bộ thôn, tổ dân phố",
            "HĐND tỉnh",
            "",
            Badge::moved("Đã chuyển cấp tỉnh"),
        ),
        row(
            "KN-2020-0131",
            "Lắp biển báo ngã tư chợ Non",
            "Phòng KT&HT",
            "15/9/2020",
            Badge::done("Đã giải quyết"),
        ),
    ]
}

fn sample_communes() -> Vec<(&'static str, Vec<(&'static str, Badge)>)> {
    let line = |invited: Badge, report: Badge, figures: Badge, conclusions: Badge| {
        vec![
            ("Giấy mời", invited),
            ("Báo cáo", report),
            ("Số liệu", figures),
            ("Kết luận kỳ trước", conclusions),
        ]
    };
    let done = || Badge::done("Đã nộp");
    vec![
        ("Thị trấn Kiện Khê", line(Badge::done("Sẽ dự"), done(), done(), Badge::done("3/3 xong"))),
        (
            "Xã Thanh Hà",
            line(Badge::done("Sẽ dự"), Badge::overdue(2), Badge::draft("Nháp"), Badge::late("1 quá hạn")),
        ),
        (
            "Xã Liêm Phong",
            line(
                Badge::waiting("Chưa trả lời"),
                Badge::due_today(),
                Badge::doing("Đang nhập"),
                Badge::doing("2/3 xong"),
            ),
        ),
        (
            "Xã Thanh Nghị",
            line(Badge::done("Sẽ dự"), done(), Badge::moved("Nhập hộ"), Badge::done("2/2 xong")),
        ),
    ]
}

fn sample_steps() -> Steps {
    Steps::default()
        .done("Tiếp nhận tại hội nghị tiếp xúc cử tri xã Thanh Hà", "18/6/2020 · Tổ đại biểu số 3")
        .done("Chuyển UBND huyện, hạn 30/9/2020", "25/6/2020 · Công văn 42/HĐND-TT")
        .linked("#bang")
        .late("Chờ trả lời, quá hạn 15 ngày", "Đã đôn đốc 1 lần (05/10/2020)")
        .next("Trả lời cử tri", "")
        .next("Giám sát kết quả", "")
}

fn sample_facets() -> Facets {
    Facets::new(
        "Trạng thái",
        vec![
            Facet::new("Quá hạn", 3, "#bang").on(),
            Facet::new("Sắp đến hạn", 4, "#bang"),
            Facet::new("Đang giải quyết", 31, "#bang"),
            Facet::new("Đã giải quyết", 38, "#bang"),
            Facet::new("Đã chuyển cấp trên", 8, "#bang"),
        ],
    )
}

fn sample_icons() -> Vec<(Icon, &'static str)> {
    vec![
        (Icon::Today, "Hôm nay"),
        (Icon::Petition, "Kiến nghị"),
        (Icon::Letter, "Đơn thư"),
        (Icon::Session, "Kỳ họp"),
        (Icon::Briefing, "Giao ban"),
        (Icon::Oversight, "Giám sát"),
        (Icon::Resolution, "Nghị quyết"),
        (Icon::Report, "Báo cáo"),
        (Icon::Calendar, "Lịch"),
        (Icon::People, "Đại biểu"),
        (Icon::Task, "Kết luận"),
        (Icon::Search, "Tìm"),
        (Icon::Print, "In"),
        (Icon::Download, "Tải về"),
        (Icon::Settings, "Quản trị"),
        (Icon::More, "Thêm"),
    ]
}

fn sample_bars() -> BarsByCommune {
    let numbers = [
        ("TT Kiện Khê", Some(12)),
        ("Thanh Hà", Some(11)),
        ("Liêm Phong", Some(9)),
        ("Thanh Nghị", Some(7)),
        ("Thanh Tân", Some(4)),
        ("Liêm Túc", Some(0)),
        ("Liêm Sơn", None),
    ];
    BarsByCommune::new(
        About::new("kien-nghi-theo-xa", "Kiện Khê và Thanh Hà gửi hơn nửa số kiến nghị quý III")
            .unit("kiến nghị")
            .note("Quý III/2020")
            .csv("#"),
        numbers.into_iter().map(|(label, value)| Datum::new(label, value).href("#bang")).collect(),
    )
}

fn sample_stacked() -> StackedStatus {
    StackedStatus::new(
        About::new(
            "kien-nghi-theo-trang-thai",
            "Gần một nửa số kiến nghị đã giải quyết, 3 kiến nghị quá hạn",
        )
        .unit("kiến nghị")
        .note("84 kiến nghị, đến 15/10/2020")
        .csv("#"),
        vec![
            Share::new(BadgeKind::Xong, "Đã giải quyết", 38).href("#bang"),
            Share::new(BadgeKind::Dang, "Đang giải quyết", 28).href("#bang"),
            Share::new(BadgeKind::Cho, "Sắp đến hạn", 4).href("#bang"),
            Share::new(BadgeKind::Qua, "Quá hạn", 3).href("#bang"),
            Share::new(BadgeKind::Chuyen, "Đã chuyển cấp trên", 8).href("#bang"),
            Share::new(BadgeKind::Nghi, "Chưa đến hạn", 3).href("#bang"),
        ],
    )
}

fn sample_bullet() -> Bullet {
    Bullet::new(
        About::new("chi-tieu", "Thu ngân sách vượt kế hoạch sau chín tháng, giảm nghèo còn chậm")
            .note("Nghị quyết 25/NQ-HĐND")
            .csv("#"),
        vec![
            Target::new("Thu ngân sách trên địa bàn (tỷ đồng)", Some(412), 390).before(Some(350)).href("#"),
            Target::new("Số xã đạt chuẩn nông thôn mới nâng cao", Some(2), 3).before(Some(1)),
            Target::new("Số hộ thoát nghèo", None, 210).before(Some(180)),
        ],
    )
}

fn sample_strip() -> QuarterStrip {
    QuarterStrip::new(
        About::new("giam-sat-nam", "Hai trong bốn cuộc giám sát năm 2020 đã xong, một cuộc chậm báo cáo")
            .note("Chương trình giám sát năm 2020")
            .csv("#"),
        vec![
            Span::new("Giám sát thu, chi ngân sách xã", 20, 95, BadgeKind::Xong)
                .words("20/01 - 04/4, đã xong")
                .href("#"),
            Span::new("Giám sát giải quyết kiến nghị cử tri", 110, 200, BadgeKind::Xong)
                .words("19/4 - 18/7, đã xong"),
            Span::new("Giám sát xây dựng nông thôn mới", 170, 270, BadgeKind::Qua)
                .words("18/6 - 26/9, chậm báo cáo"),
            Span::new("Giám sát tiếp công dân", 260, 340, BadgeKind::Dang).words("16/9 - 05/12, đang làm"),
        ],
    )
    .today(289)
}

fn sample_multiples() -> SmallMultiples {
    let panel = |label: &str, values: [Option<i64>; 4]| {
        let names = ["IV/19", "I/20", "II/20", "III/20"];
        Panel::new(
            label,
            names.into_iter().zip(values).map(|(name, value)| Datum::new(name, value)).collect(),
        )
    };
    SmallMultiples::new(
        About::new("theo-quy", "Thanh Hà tăng đều qua bốn quý, các xã khác giữ mức cũ")
            .unit("kiến nghị")
            .csv("#"),
        vec![
            panel("Thanh Hà", [Some(4), Some(6), Some(9), Some(11)]),
            panel("Liêm Phong", [Some(8), Some(7), Some(9), Some(9)]),
            panel("Thanh Nghị", [Some(6), None, Some(7), Some(7)]),
            panel("Liêm Túc", [Some(2), Some(1), Some(0), Some(0)]),
        ],
    )
}

#[cfg(test)]
mod tests;
