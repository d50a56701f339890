//! The 52 indicators of a quarter's briefing, declared.

/// How figures of several quarters make one of a longer window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// They add up.
    Flow,
    /// The first quarter's stands: what was open at the start.
    AtStart,
    /// The last quarter's stands: what is open at the end.
    AtEnd,
    /// Numerators and denominators add up, and the rate is made anew.
    Rate,
    /// A rate that is cumulative or stands at the end: the last quarter's stands.
    RateAtEnd,
}

impl Nature {
    /// True for a figure of two counts.
    pub const fn is_rate(self) -> bool {
        matches!(self, Self::Rate | Self::RateAtEnd)
    }
}

/// An indicator.
#[derive(Debug, Clone, Copy)]
pub struct Indicator {
    /// "A01".
    pub code: &'static str,
    /// True for the core set, which every report must fill.
    pub core: bool,
    /// The words.
    pub label: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// What is counted.
    pub definition: &'static str,
    /// How quarters make longer windows.
    pub nature: Nature,
}

/// The blocks, by the letter that begins a code.
pub const BLOCKS: [(&str, &str); 7] = [
    ("A", "Kỳ họp, nghị quyết, chất vấn"),
    ("B", "Hoạt động của Thường trực và các Ban"),
    ("C", "Giám sát, khảo sát, đôn đốc"),
    ("D", "Tiếp xúc cử tri, kiến nghị của cử tri"),
    ("E", "Tiếp công dân, đơn thư"),
    ("F", "Khó khăn, kết luận giao ban, nhiệm vụ của UBND"),
    ("G", "Công khai, báo cáo"),
];

macro_rules! indicators {
    ($($code:literal $core:ident $nature:ident $unit:literal $label:literal: $definition:literal;)+) => {
        /// All indicators, in order.
        pub const ALL: &[Indicator] = &[$(Indicator {
            code: $code, core: indicators!(@core $core), label: $label, unit: $unit,
            definition: $definition, nature: Nature::$nature,
        }),+];
    };
    (@core core) => { true };
    (@core more) => { false };
}

indicators! {
    "A01" core Flow "kỳ" "Số kỳ họp đã tổ chức": "Kỳ họp của HĐND bế mạc trong kỳ báo cáo. Bằng tổng các loại kỳ họp.";
    "A02" core Flow "NQ" "Số nghị quyết được thông qua": "Nghị quyết thông qua trong kỳ báo cáo, quy phạm pháp luật và cá biệt.";
    "A03" core Rate "%" "Tỷ lệ đại biểu dự kỳ họp bình quân": "Tổng số đại biểu có mặt khi khai mạc, chia tổng số đại biểu, của các kỳ họp ở A01.";
    "A04" more Rate "%" "Tỷ lệ tán thành bình quân": "Tổng số phiếu tán thành, chia tổng số đại biểu, của các nghị quyết ở A02.";
    "A05" core Rate "%" "Tài liệu gửi đại biểu đúng hạn": "Tài liệu kỳ họp gửi đúng hạn, chia tài liệu đến hạn gửi.";
    "A06" core Rate "%" "Nghị quyết gửi lên cấp trên đúng hạn": "Nghị quyết gửi Thường trực HĐND cấp trên trong hạn, chia nghị quyết đến hạn gửi trong kỳ.";
    "A07" more Flow "lượt" "Lượt ý kiến thảo luận tại kỳ họp": "Lượt phát biểu ở mục thảo luận của các kỳ họp ở A01.";
    "A08" core Rate "CV" "Chất vấn được trả lời đúng hạn": "Chất vấn trả lời bằng văn bản đúng hạn, chia chất vấn đến hạn trả lời trong kỳ.";
    "A09" more Flow "NQ" "Nghị quyết được UBND cụ thể hóa": "Nghị quyết ở A02 đã có ít nhất một nhiệm vụ của UBND.";
    "B01" core Flow "phiên" "Số phiên họp Thường trực": "Phiên họp Thường trực HĐND đã họp trong kỳ; thông thường mỗi tháng một phiên.";
    "B02" core Flow "cuộc" "Số cuộc họp, hoạt động của các Ban": "Cuộc họp và hoạt động của các Ban HĐND trong kỳ.";
    "B03" more Flow "BC" "Số báo cáo, dự thảo được thẩm tra": "Báo cáo thẩm tra ban hành trong kỳ.";
    "B04" core Rate "%" "Nhiệm vụ trọng tâm hoàn thành": "Nhiệm vụ chương trình đến hạn trong kỳ đã xong ở cuối kỳ, chia nhiệm vụ đến hạn trong kỳ.";
    "B05" core AtEnd "việc" "Nhiệm vụ quá hạn": "Nhiệm vụ chương trình đã đến hạn, chưa xong ở cuối kỳ.";
    "C01" core Flow "cuộc" "Cuộc giám sát theo chương trình": "Cuộc giám sát chuyên đề kết thúc làm việc thực tế trong kỳ.";
    "C02" core Flow "cuộc" "Cuộc khảo sát": "Cuộc khảo sát đã tiến hành trong kỳ.";
    "C03" core RateAtEnd "%" "Thực hiện chương trình giám sát năm (lũy kế)": "Nội dung chương trình giám sát năm đã xong, chia nội dung đến hạn tính đến cuối kỳ.";
    "C04" core Rate "%" "Báo cáo giám sát đúng hạn": "Báo cáo giám sát ban hành đúng hạn, chia báo cáo đến hạn.";
    "C05" core Flow "KN" "Kiến nghị sau giám sát ban hành": "Kiến nghị sau giám sát ban hành trong kỳ, theo cơ quan nhận kiến nghị.";
    "C06" core RateAtEnd "%" "Kiến nghị sau giám sát đã thực hiện": "Kiến nghị đến hạn đã thực hiện xong ở cuối kỳ, chia kiến nghị đến hạn.";
    "C07" core AtEnd "KN" "Kiến nghị sau giám sát quá hạn": "Kiến nghị đến hạn, chưa xong ở cuối kỳ.";
    "C08" more Flow "phiên" "Phiên giải trình": "Phiên giải trình đã tổ chức trong kỳ.";
    "C09" core Flow "VB" "Văn bản đôn đốc đã ban hành": "Lần đôn đốc ghi ở sổ theo dõi trong kỳ, mọi bước.";
    "C10" more Flow "VB" "Văn bản quy phạm pháp luật được rà soát": "Văn bản được rà soát trong kỳ.";
    "D01" core Flow "cuộc" "Cuộc tiếp xúc cử tri": "Cuộc tiếp xúc cử tri đã tổ chức trong kỳ.";
    "D02" core Flow "lượt" "Lượt cử tri tham dự": "Tổng số lượt cử tri dự các cuộc ở D01.";
    "D03" more Flow "lượt" "Lượt ý kiến phát biểu": "Ý kiến ghi nhận ở các cuộc ở D01.";
    "D04" core Flow "KN" "Kiến nghị cử tri tiếp nhận": "Kiến nghị riêng biệt ghi nhận trong kỳ, sau khi tách, gộp.";
    "D05" core Flow "KN" "Kiến nghị thuộc thẩm quyền cấp mình": "Kiến nghị ở D04 thuộc thẩm quyền giải quyết của cấp báo cáo.";
    "D06" core AtStart "KN" "Kiến nghị tồn kỳ trước chuyển sang": "Kiến nghị chưa kết thúc ở đầu kỳ; bằng D12 của kỳ trước.";
    "D07" core Rate "%" "Kiến nghị đã trả lời": "Kiến nghị đến hạn trả lời trong kỳ, đã có trả lời tính đến cuối kỳ (kể cả trả lời trước hạn, sau hạn), chia kiến nghị đến hạn trả lời trong kỳ.";
    "D08" core Flow "KN" "Kiến nghị đã giải quyết xong": "Kiến nghị có kết quả giải quyết xong trong kỳ.";
    "D09" core Flow "KN" "Kiến nghị đã giải trình, cung cấp thông tin": "Kiến nghị kết thúc bằng giải trình, cung cấp thông tin trong kỳ.";
    "D10" core AtEnd "KN" "Kiến nghị đang giải quyết": "Kiến nghị chưa kết thúc ở cuối kỳ, đã có lộ trình.";
    "D11" core AtEnd "KN" "Kiến nghị chưa giải quyết, quá hạn": "Kiến nghị chưa kết thúc ở cuối kỳ, chưa có lộ trình hoặc quá hạn trả lời.";
    "D12" core AtEnd "KN" "Kiến nghị tồn cuối kỳ": "Kiến nghị chưa kết thúc ở cuối kỳ: D06 + D04 trừ số kết thúc trong kỳ.";
    "D13" more AtEnd "KN" "Kiến nghị lặp lại nhiều lần": "Kiến nghị đã được nêu ở kỳ trước.";
    "E01" core Rate "buổi" "Buổi tiếp công dân đã tổ chức theo lịch": "Buổi tiếp công dân đã tổ chức, chia buổi theo lịch trong kỳ.";
    "E02" core Flow "lượt" "Lượt người được tiếp": "Tổng số lượt người được tiếp trong kỳ.";
    "E03" more Flow "vụ" "Số vụ việc tiếp công dân": "Vụ việc riêng biệt được tiếp trong kỳ.";
    "E04" core Flow "đơn" "Đơn tiếp nhận trong kỳ": "Đơn ghi sổ trong kỳ.";
    "E05" core Flow "đơn" "Đơn đủ điều kiện xử lý": "Đơn ở E04 đủ điều kiện xử lý.";
    "E06" core Flow "đơn" "Đơn đã xử lý": "Đơn có quyết định xử lý trong kỳ: thụ lý, hướng dẫn, chuyển, trả lại, lưu.";
    "E07" core Rate "%" "Xử lý đơn đúng hạn": "Đơn xử lý trong 10 ngày làm việc, chia đơn đến hạn xử lý.";
    "E08" core RateAtEnd "%" "Đơn chuyển có trả lời": "Đơn đã chuyển được trả lời ở cuối kỳ, chia đơn chuyển đến hạn trả lời.";
    "E09" core Flow "VB" "Văn bản đôn đốc giải quyết đơn": "Văn bản đôn đốc giải quyết đơn ban hành trong kỳ.";
    "F01" core Flow "việc" "Khó khăn, vướng mắc đã nêu": "Khó khăn, vướng mắc, kiến nghị nêu trong kỳ; mở ra thấy số đã tháo gỡ.";
    "F02" core Flow "việc" "Kết luận giao ban kỳ trước giao cho đơn vị": "Kết luận của hội nghị giao ban giao trong kỳ cho các cơ quan của đơn vị.";
    "F03" more Rate "việc" "Nhiệm vụ UBND cụ thể hóa nghị quyết hoàn thành": "Nhiệm vụ của UBND theo nghị quyết đã xong, chia nhiệm vụ đến hạn.";
    "G01" more Flow "tin" "Tin, bài, văn bản đăng cổng": "Tin, bài đăng cổng thông tin trong kỳ.";
    "G02" core Rate "%" "Văn bản công khai đúng hạn": "Nghị quyết, kết luận giám sát, chương trình của HĐND và Thường trực, thông báo kết luận giao ban công khai trong 5 ngày làm việc, chia số phải công khai có hạn trong kỳ.";
    "G03" more Rate "%" "Mức độ hoàn thành báo cáo": "Chỉ tiêu đã xác nhận trong báo cáo, chia tổng số chỉ tiêu phải báo cáo.";
}

/// The indicator with this code.
pub fn find(code: &str) -> Option<&'static Indicator> {
    ALL.iter().find(|one| one.code == code)
}

/// The block a code belongs to.
pub fn block(code: &str) -> &'static str {
    BLOCKS.iter().find(|(letter, _)| code.starts_with(letter)).map_or("", |(_, title)| *title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_fifty_two_each_with_a_code_of_its_own() {
        let mut codes: Vec<&str> = ALL.iter().map(|one| one.code).collect();
        assert_eq!(codes.len(), 52);
        assert!(codes.is_sorted());
        codes.dedup();
        assert_eq!(codes.len(), 52);
        assert_eq!(ALL.iter().filter(|one| !one.core).count(), 12);
    }

    #[test]
    fn every_code_has_a_block() {
        for one in ALL {
            assert!(!block(one.code).is_empty(), "{}", one.code);
        }
    }
}
