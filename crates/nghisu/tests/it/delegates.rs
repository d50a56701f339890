//! What the public reads of one delegate.

use crate::office::each_engine;

#[test]
fn a_delegates_page_opens_sessions_speeches_and_questions() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        visitor.open("/dai-bieu");
        let delegate = visitor.follow("Vũ Thị Bích");
        let record = visitor.follow("Dự họp, phát biểu, chất vấn, biểu quyết");
        record.is(200).says("Kỳ họp thứ Mười chín (chuyên đề)").says("Kỳ họp thứ Mười tám");
        // Session 20 has not opened, and nobody has sat in it
        record.does_not_say("Kỳ họp thứ Hai mươi");
        record.does_not_say("Đi công tác");
        let data = visitor.open(&format!("{}.json", record.path));
        assert!(data.body().contains("\"presence\""), "{}", data.body());
        // Someone who is no delegate has no such page, and neither has nobody
        let staff = delegate.path.replace(|c: char| c.is_ascii_hexdigit(), "0");
        visitor.open(&format!("{staff}/hoat-dong")).is(404);
        let mut lan = office.signs_in("vanphong");
        let chair = lan.open("/hoi-dong");
        let other = chair.attributes("main a[href^='/dai-bieu/']", "href");
        assert!(!other.is_empty(), "the council's page names persons");
    });
}
