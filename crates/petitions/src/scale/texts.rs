//! What made-up voters ask for: the turns of real reports, of one sector each.

use crate::model::Sector;

/// `{p}` stands for a place, `{n}` for a number, `{y}` for a year.
pub(super) const ASKED: &[(Sector, &[&str])] = &[
    (
        Sector::Transport,
        &[
            "Đề nghị sửa chữa, nâng cấp tuyến đường liên thôn {p} dài {n} m đã xuống cấp, nhiều ổ gà, đi lại khó khăn nhất là vào mùa mưa",
            "Đề nghị bố trí kinh phí bê tông hóa đường trục chính {p}, hiện mặt đường hẹp, hai xe ô tô không tránh được nhau",
            "Đề nghị lắp đặt hệ thống đèn chiếu sáng, biển báo giao thông tại ngã ba {p} do đã xảy ra {n} vụ tai nạn trong năm {y}",
            "Đề nghị xử lý xe quá tải chở đá, vật liệu xây dựng làm hỏng đường qua {p}, gây bụi cho các hộ dân hai bên đường",
            "Đề nghị sớm triển khai xây cầu qua sông tại {p} theo nghị quyết năm {y} của Hội đồng nhân dân",
        ],
    ),
    (
        Sector::Land,
        &[
            "Đề nghị đẩy nhanh việc cấp giấy chứng nhận quyền sử dụng đất cho {n} hộ dân {p} đã dồn điền đổi thửa từ năm {y}",
            "Đề nghị xử lý ô nhiễm môi trường từ bãi rác tạm tại {p}, mùi hôi ảnh hưởng đến đời sống nhân dân",
            "Đề nghị kiểm tra việc khai thác đá, nổ mìn gần khu dân cư {p} làm nứt nhà {n} hộ",
            "Đề nghị giải quyết dứt điểm việc bồi thường, giải phóng mặt bằng dự án qua {p} kéo dài từ năm {y}",
            "Đề nghị quy hoạch nghĩa trang nhân dân {p}, hiện diện tích còn lại không quá {n} m2",
        ],
    ),
    (
        Sector::Agriculture,
        &[
            "Đề nghị nạo vét kênh tiêu {p} bị bồi lắng, {n} ha lúa bị úng khi có mưa lớn",
            "Đề nghị hỗ trợ giống, vắc xin cho các hộ chăn nuôi {p} sau dịch tả lợn châu Phi năm {y}",
            "Đề nghị tu sửa trạm bơm {p}, máy đã lắp từ năm {y} không bảo đảm tưới tiêu vụ chiêm xuân",
            "Đề nghị có chính sách tiêu thụ nông sản, hỗ trợ xây dựng nông thôn mới nâng cao tại {p}",
        ],
    ),
    (
        Sector::Education,
        &[
            "Đề nghị xây thêm {n} phòng học cho trường tiểu học {p}, hiện học sinh phải học ghép",
            "Đề nghị bổ sung giáo viên mầm non cho trường {p}, năm học {y} còn thiếu {n} giáo viên",
            "Đề nghị kiểm tra các khoản thu đầu năm học tại trường trung học cơ sở {p}",
        ],
    ),
    (
        Sector::Welfare,
        &[
            "Đề nghị xem xét chế độ cho {n} người có công tại {p} chưa được hưởng trợ cấp từ năm {y}",
            "Đề nghị hỗ trợ xây, sửa nhà ở cho các hộ nghèo, hộ cận nghèo {p}",
            "Đề nghị mở lớp đào tạo nghề, giới thiệu việc làm cho lao động {p} bị thu hồi đất",
        ],
    ),
    (
        Sector::Health,
        &[
            "Đề nghị bổ sung bác sĩ, thuốc bảo hiểm y tế cho trạm y tế {p}, người dân phải lên tuyến trên",
            "Đề nghị đầu tư máy siêu âm cho trạm y tế {p} như đã hứa năm {y}",
        ],
    ),
    (
        Sector::Industry,
        &[
            "Đề nghị ngành điện thay {n} cột điện, dây trần cũ qua {p} không bảo đảm an toàn",
            "Đề nghị phủ sóng điện thoại, kéo cáp viễn thông gọn gàng tại {p}",
            "Đề nghị công khai giá nước sạch, khắc phục nước đục tại {p} từ đầu năm {y}",
        ],
    ),
    (
        Sector::Economy,
        &[
            "Đề nghị bố trí vốn đầu tư công trả nợ xây dựng cơ bản công trình nhà văn hóa {p} từ năm {y}",
            "Đề nghị công khai các khoản đóng góp của nhân dân {p} trong xây dựng nông thôn mới",
        ],
    ),
    (
        Sector::Culture,
        &[
            "Đề nghị hỗ trợ kinh phí tu bổ đình làng {p} được xếp hạng di tích năm {y}",
            "Đề nghị xây sân thể thao, nhà văn hóa {p} cho thanh thiếu niên",
        ],
    ),
    (
        Sector::Security,
        &[
            "Đề nghị công an tăng cường tuần tra tại {p}, tình trạng trộm cắp, đánh bạc diễn biến phức tạp",
            "Đề nghị xử lý thanh niên tụ tập, lạng lách, nẹt pô ban đêm qua {p}",
        ],
    ),
    (
        Sector::Affairs,
        &[
            "Đề nghị xem xét phụ cấp cho cán bộ không chuyên trách {p} sau sáp nhập thôn năm {y}",
            "Đề nghị sớm ổn định trụ sở, bộ máy sau sắp xếp đơn vị hành chính tại {p}",
        ],
    ),
    (
        Sector::Reform,
        &[
            "Đề nghị bố trí cán bộ hướng dẫn nộp hồ sơ trực tuyến tại bộ phận một cửa {p}",
            "Đề nghị rút ngắn thời gian trả kết quả thủ tục đất đai, hộ tịch tại {p}",
        ],
    ),
    (
        Sector::Justice,
        &["Đề nghị giải quyết dứt điểm {n} vụ khiếu nại về ranh giới đất tại {p} kéo dài từ năm {y}"],
    ),
    (Sector::Ethnic, &["Đề nghị quan tâm cơ sở sinh hoạt tôn giáo, cấp đất cho họ đạo {p}"]),
    (
        Sector::Other,
        &["Đề nghị cơ quan chức năng trả lời những nội dung cử tri {p} đã nêu tại kỳ họp năm {y}"],
    ),
];

pub(super) const BEFORE: &[&str] = &[
    "Cử tri phản ánh: ",
    "Cử tri tiếp tục kiến nghị: ",
    "Nhân dân trong thôn nhiều lần có ý kiến: ",
    "",
    "",
];

pub(super) const AFTER: &[&str] = &[
    ". Nội dung này cử tri đã kiến nghị nhiều lần tại các cuộc tiếp xúc trước kỳ họp nhưng chưa được giải quyết, đề nghị huyện quan tâm chỉ đạo các phòng chuyên môn kiểm tra thực tế, trả lời rõ thời gian thực hiện để nhân dân biết, theo dõi và giám sát.",
    ". Đề nghị cấp có thẩm quyền xem xét, ưu tiên bố trí nguồn vốn trong kế hoạch đầu tư công trung hạn, giao đơn vị chủ trì thực hiện trước mùa mưa bão, bảo đảm an toàn cho người và tài sản.",
    ". Hiện nay nhân dân rất bức xúc, đã gửi đơn đến Ủy ban nhân dân xã nhưng được trả lời là vượt thẩm quyền; đề nghị Thường trực Hội đồng nhân dân giám sát việc giải quyết.",
    ". Trước mắt đề nghị có biện pháp tạm thời khắc phục, về lâu dài cần đầu tư đồng bộ cùng hệ thống rãnh thoát nước, cây xanh và chiếu sáng.",
];

pub(super) const FIRST: &[&str] = &[
    "Đại",
    "Tiểu",
    "Đông",
    "Đoài",
    "Nam",
    "Bắc",
    "Thượng",
    "Hạ",
    "Trung",
    "Tân",
    "Phú",
    "An",
    "Kim",
    "Ngọc",
    "Vĩnh",
    "Hòa",
    "Bình",
    "Long",
    "Lạc",
    "Cẩm",
    "Quang",
    "Đức",
    "Xuân",
    "Mai",
    "Vân",
    "Yên",
    "Phúc",
    "Thọ",
    "Cao",
    "Lương",
];
pub(super) const SECOND: &[&str] = &[
    "Vượng", "Cầu", "Thành", "Lâm", "Khê", "Xá", "Trì", "Sơn", "Hà", "Giang", "Phong", "Thịnh", "Thái",
    "Lộc", "Ninh", "Trang", "Đình", "Chùa", "Bến", "Ngòi", "Quán", "Đồng", "Gạo", "Sen", "Mộc", "Tảo",
    "Bằng", "Châu", "Hưng", "Tiến", "Nghĩa", "Lễ", "Trí", "Tín",
];

pub(super) const ANSWER: &str = "Cơ quan đã kiểm tra thực tế, nội dung cử tri nêu là có cơ sở; đã giao đơn vị chuyên môn lập phương án, bố trí kinh phí thực hiện và thông báo kết quả để cử tri biết.";
