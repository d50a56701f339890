//! A draft of a resolution, from the paste to the resolution: proposals by article, the version
//! that takes them in, the vote; and what nobody may see of an item that is closed.

use chamber::{Decision, Method, NewPoll, Presence, RollLine, Tally};
use kernel::{Actor, Role, SessionId};
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const TITLE: &str = "Về nhiệm vụ phát triển kinh tế - xã hội năm 2021";
const TEXT: &str = "Căn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT NGHỊ:\nĐiều 1. Mục tiêu\n1. Thu ngân sách tăng 8%.\nĐiều 2. Giải pháp\nTập trung thu hút đầu tư vào cụm công nghiệp.\nĐiều 3. Tổ chức thực hiện\nGiao Ủy ban nhân dân huyện thực hiện.";
const BETTER: &str = "Điều 2. Giải pháp\nTập trung thu hút đầu tư sạch vào cụm công nghiệp.";

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name={name}] option"));
    let values = page.attributes(&format!("select[name={name}] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// The address behind the first link like this.
fn href(page: &Page, css: &str) -> String {
    page.attributes(css, "href").into_iter().next().unwrap_or_else(|| panic!("no {css}:\n{}", page.main()))
}

/// What was said of the deed before.
fn flash(page: &Page) -> String {
    page.texts(".flash").join(" ")
}

/// The words that the page shows as new.
fn added(page: &Page) -> String {
    page.texts(".diff ins").join(" ").trim().to_owned()
}

/// Opens the drafts of the session at the year's end; returns the session's address.
fn open_drafts(lan: &mut Person<'_>) -> String {
    lan.open("/lam-viec/ky-hop");
    let session = lan.follow("Kỳ họp thứ Hai mươi").path;
    lan.open(&format!("{session}/du-thao")).is(200);
    session
}

/// Enters the draft of the first item that has none, and gives it out.
fn enter(lan: &mut Person<'_>) -> (String, String) {
    let session = open_drafts(lan);
    let list = lan.open(&format!("{session}/du-thao"));
    list.says("2 dự thảo").says("Nội dung chưa có dự thảo");
    let form = lan.open(&href(&list, ".tasks .act a"));
    form.is(200);
    let by = choice(&form, "co-quan-trinh", "UBND huyện");
    let wrong = lan.send("/du-thao", &[("van-ban", "Giao Ủy ban."), ("co-quan-trinh", &by)]);
    wrong.is(422).says("Không thấy điều nào").says("Giao Ủy ban.");
    let page = lan.send("/du-thao", &[("van-ban", TEXT), ("tieu-de", TITLE)]);
    page.is(200).says("Đang chuẩn bị").says("Điều 3. Tổ chức thực hiện");
    let path = page.path;
    let late = lan.send(&path, &[("viec", "lay-y-kien"), ("han", "14/10/2020")]);
    late.is(422).says("Hạn góp ý phải từ hôm nay trở đi");
    lan.open(&path);
    let open = lan.send(&path, &[("viec", "lay-y-kien"), ("han", "04/12/2020"), ("cong-khai", "co")]);
    open.is(200).says("Đang lấy ý kiến");
    (session, path)
}

/// Proposes other words for an article.
fn propose(who: &mut Person<'_>, path: &str, article: &str, words: &str) -> Page {
    let page = who.open(path);
    page.is(200);
    who.open(&href(&page, &format!("a[aria-label='Đề nghị sửa {article}']"))).is(200);
    who.send("/gop-y", &[("de-nghi", words), ("ly-do", "Giữ môi trường.")])
}

/// Answers the first proposal on the page that waits.
fn answer(lan: &mut Person<'_>, proposal: &str, result: &str, words: &str) -> Page {
    lan.open(proposal).is(200);
    lan.send(proposal, &[("viec", "tra-loi"), ("ket-qua", result), ("giai-trinh", words)])
}

#[test]
fn a_draft_is_debated_by_article_and_what_is_taken_makes_the_next_version() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (session, path) = enter(&mut lan);
        office.visitor().open("/du-thao").is(200).says(TITLE).says("04/12/2020").says("dữ liệu minh họa");
        let mut first = office.signs_in("daibieu1");
        let page = first.open(&path);
        let link = href(&page, "a[aria-label='Đề nghị sửa Điều 2']");
        first.open(&link).is(200).says("Người góp ý: Đại biểu");
        let wrong = first.send("/gop-y", &[("de-nghi", "Thêm chữ sạch.")]);
        wrong.is(422).says("Viết trọn một điều").says("Thêm chữ sạch.");
        let proposed = propose(&mut first, &path, "Điều 2", BETTER);
        assert!(flash(&proposed).contains("Đã ghi nhận ý kiến"), "{}", flash(&proposed));

        // Another delegate sees the words, and who wrote them
        let mut second = office.signs_in("daibieu2");
        let seen = second.open(&path);
        seen.says("1 ý kiến").says("Giữ môi trường.");
        assert_eq!(added(&seen), "sạch");
        let proposal = href(&seen, ".proposal a");
        second.open(&proposal).is(200).does_not_say("Lưu giải trình").does_not_say("Rút ý kiến");
        office.visitor().open(&path.replace("/lam-viec", "")).is(200).says("Giữ môi trường.");
        office.visitor().open(&path).does_not_say("Giữ môi trường.");

        // The body that submits it answers too; a refusal says why
        let mut submitter = office.signs_in("ubnd");
        answer(&mut submitter, &proposal, "refused", "").is(422).says("Nhập lý do không tiếp thu");
        answer(&mut lan, &proposal, "taken", "Hợp lý.").is(200).says("1 tiếp thu");
        let made = lan.send(&path, &[("viec", "tiep-thu")]);
        made.is(200).says("Bản 1 → bản 2").says("Không thay đổi: Điều 1, Điều 3.");
        assert_eq!(added(&made), "sạch");
        lan.open(&path).says("Đã vào bản 2").does_not_say("Lập bản tiếp thu");
        lan.open(&proposal).is(200).does_not_say("Lưu giải trình");

        // Two on one article: said, and nothing is written
        let one = "Điều 1. Mục tiêu\n1. Thu ngân sách tăng 9%.";
        propose(&mut first, &path, "Điều 1", one).is(200);
        propose(&mut second, &path, "Điều 1", &one.replace("9%", "10%")).is(200);
        let page = lan.open(&path);
        let both = page.attributes("#dieu-1 ~ ul .proposal a", "href");
        assert_eq!(both.len(), 2, "{}", page.main());
        for proposal in &both {
            answer(&mut lan, proposal, "taken", "").is(200);
        }
        let conflict = lan.send(&path, &[("viec", "tiep-thu")]);
        conflict.is(422).says("Điều 1 có 2 ý kiến cùng được tiếp thu").says("Văn bản chưa thay đổi");
        lan.open(&format!("{path}/so-sanh?tu=2&den=3")).is(404);
        answer(&mut lan, &both[1], "refused", "Vượt khả năng cân đối.").is(200);
        lan.send(&path, &[("viec", "tiep-thu")]).is(200).says("Bản 2 → bản 3").says("9%");

        for (name, kind) in [("docx", "wordprocessingml"), ("pdf", "pdf"), ("xlsx", "spreadsheetml")] {
            let paper = lan.open(&format!("{path}/tiep-thu.{name}"));
            assert!(paper.media_type.contains(kind), "{}", paper.media_type);
        }
        lan.open(&format!("{session}/du-thao")).says("3 dự thảo");
        office.visitor().open("/du-thao.json").is(200).says("lay_y_kien_den");
    });
}

fn run(
    office: &Office,
    role: Role,
    session: SessionId,
    work: impl Fn(&mut kit::Ctx<'_>) -> Result<(), kit::Problem> + Send + 'static,
) {
    let council = office
        .installation
        .app
        .db()
        .read(|tx| Ok::<_, kit::Problem>(sessions::find(tx, session)?.map(|one| one.council_id)));
    let council = council.unwrap_or_else(|problem| panic!("{problem:?}"));
    let actor = Actor { role, council, name: role.label().to_owned(), ..Actor::visitor() };
    office.installation.app.write_as(&actor, work).unwrap_or_else(|problem| panic!("{problem:?}"));
}

/// Opens a vote by hands under the draft's item, and types that all are for it.
fn open_vote(office: &Office, id: SessionId) {
    run(office, Role::Specialist, id, move |ctx| {
        let item = chamber::items(ctx.tx, id)?.into_iter().find(|one| one.title.ends_with(TITLE));
        let item = item.ok_or(kit::Problem::NotFound)?;
        if item.started_ms.is_none() {
            chamber::begin_item(ctx, id, item.id)?;
        }
        let new = NewPoll {
            items: vec![item.id],
            title: item.title,
            decision: Decision::Resolution,
            method: Method::Hands,
            names: Vec::new(),
            is_named: false,
            is_rating: false,
        };
        let poll = chamber::open_poll(ctx, id, &new)?;
        let present = chamber::polls(ctx.tx, id)?.last().map_or(0, |poll| poll.present);
        chamber::count_hands(ctx, id, poll, Tally { yes: present, no: 0, not_voting: 0 })?;
        Ok(())
    });
}

/// A second person confirms what was typed.
fn confirm_vote(office: &Office, id: SessionId) {
    run(office, Role::Chair, id, move |ctx| {
        let polls = chamber::polls(ctx.tx, id)?;
        let poll = polls.last().ok_or(kit::Problem::NotFound)?;
        chamber::confirm(ctx, id, poll.id, poll.version)?;
        Ok(())
    });
}

#[test]
fn a_draft_becomes_a_resolution_when_the_council_has_voted_for_it() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (session, path) = enter(&mut lan);
        lan.open(&path);
        lan.send(&path, &[("viec", "trinh")]).is(422).says("Kỳ họp chưa khai mạc");
        office.set_day(2020, 12, 15);
        let mut lan = office.signs_in("vanphong");
        let id: SessionId =
            session.rsplit('/').next().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("{session}"));
        run(office, Role::Specialist, id, move |ctx| {
            chamber::begin(ctx, id)?;
            let council = ctx.actor.council.ok_or(kit::Problem::NotFound)?;
            let seats = directory::delegates_of(ctx.tx, council, ctx.today)?;
            let here = |(person, _)| RollLine { person, state: Presence::Present, reason: String::new() };
            chamber::call_roll(ctx, id, &seats.into_iter().map(here).collect::<Vec<_>>())?;
            Ok(())
        });
        lan.open(&path);
        lan.send(&path, &[("viec", "trinh")]).is(200).says("Đã trình kỳ họp");
        lan.send(&path, &[("viec", "nghi-quyet")]).is(422).says("Chưa có biểu quyết thông qua");
        // The council votes on an amendment, and what became of it follows from the vote
        let mut delegate = office.signs_in("daibieu1");
        propose(&mut delegate, &path, "Điều 2", BETTER).is(200);
        let proposal = href(&lan.open(&path), ".proposal a");
        lan.open(&proposal).says("Đưa ra biểu quyết").does_not_say("Theo kết quả biểu quyết");
        open_vote(office, id);
        confirm_vote(office, id);
        // The chair's next vote is proposed after the draft, in words that may be changed
        let chair = lan.open(&format!("{session}/dieu-hanh"));
        let proposed = chair.attributes("input[name=tieu-de]", "value");
        assert_eq!(proposed, [format!("Thông qua Nghị quyết: {TITLE}")]);
        let page = lan.open(&proposal);
        let poll = choice(&page, "bieu-quyet", "Số 1");
        lan.send(&proposal, &[("viec", "bieu-quyet"), ("bieu-quyet", "x")]).is(422);
        lan.open(&proposal);
        lan.send(&proposal, &[("viec", "bieu-quyet"), ("bieu-quyet", &poll)]).is(200).says("1 tiếp thu");
        lan.send(&path, &[("viec", "nghi-quyet")]).is(422).says("Chưa có biểu quyết thông qua");
        lan.open(&path);
        lan.send(&path, &[("viec", "tiep-thu")]).is(200).says("Bản 1 → bản 2");
        // Another is taken back by its author, and a text is pasted
        propose(&mut delegate, &path, "Điều 1", "Điều 1. Mục tiêu\n1. Thu tăng 20%.").is(200);
        let own = href(&delegate.open(&path), "#dieu-1 ~ ul .proposal a");
        delegate.open(&own);
        delegate.send(&own, &[("viec", "rut")]).is(200).does_not_say("Thu tăng 20%");
        lan.open(&format!("{path}/ban-moi"));
        lan.send("/ban-moi", &[("ly-do", "Chỉnh lý")]).is(422).says("Văn bản giống hệt bản hiện tại");
        let third = format!("{TEXT}\nĐiều 4. Hiệu lực\nTừ ngày thông qua.");
        lan.send("/ban-moi", &[("ly-do", "Chỉnh lý"), ("van-ban", &third)]).is(200).says("Bản 3: Chỉnh lý");
        open_vote(office, id);
        lan.open(&path);
        lan.send(&path, &[("viec", "nghi-quyet")]).is(422).says("Đang biểu quyết dự thảo này");
        confirm_vote(office, id);
        // The text that was carried stays
        lan.open(&path).says("Lập nghị quyết").does_not_say("Dán bản mới");
        let made = lan.send(&path, &[("viec", "nghi-quyet")]);
        made.is(200).says(TITLE).says("/NQ-HĐND").says("15/12/2020");
        let again = lan.open(&path);
        again.says("Đã thông qua").says("/NQ-HĐND").does_not_say("Lập nghị quyết");
        assert!(made.path.starts_with("/lam-viec/nghi-quyet/"), "{}", made.path);
        // Nobody reads it before it is signed
        office.visitor().open(&path.replace("/lam-viec", "")).is(200).does_not_say("/NQ-HĐND");
    });
}

#[test]
fn of_a_closed_item_nobody_reads_the_draft_and_it_stays_on_the_agenda() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (session, path) = enter(&mut lan);
        let public = path.replace("/lam-viec", "");
        office.visitor().open(&public).is(200);
        office.visitor().open("/tim?q=cụm%20công%20nghiệp").says(TITLE);
        // A session that is hidden hides its drafts, also from the search
        lan.open(&session);
        lan.send(&session, &[("cong-khai", "")]).is(200);
        office.visitor().open(&public).is(404);
        office.visitor().open("/tim?q=cụm%20công%20nghiệp").does_not_say(TITLE);
        lan.open(&session);
        lan.send(&session, &[("cong-khai", "co")]).is(200);
        office.visitor().open("/tim?q=cụm%20công%20nghiệp").says(TITLE);
        let agenda = lan.open(&format!("{session}/chuong-trinh"));
        let titles = agenda.texts("td.head a");
        let at = titles.iter().position(|title| title.contains(TITLE)).expect("the item");
        let item = agenda.attributes("td.head a", "href").remove(at);
        lan.open(&item);
        lan.send(&item, &[("hop-kin", "co")]).is(200);
        office.visitor().open(&public).is(404);
        office.visitor().open("/du-thao").does_not_say(TITLE);
        office.visitor().open("/du-thao.json").does_not_say(TITLE);
        office.visitor().open("/tim?q=cụm%20công%20nghiệp").does_not_say(TITLE);
        office.signs_in("mattran").open(&path).is(404);
        office.signs_in("daibieu1").open(&path).is(200).says(TITLE);
        lan.open(&format!("{session}/chuong-trinh"));
        let held = lan.send(&item, &[("buoc", "bo")]);
        assert!(
            flash(&held).contains("có dự thảo nghị quyết, không bỏ khỏi chương trình được"),
            "{}",
            flash(&held)
        );
    });
}

#[test]
fn what_is_prepared_or_anothers_is_not_found() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let session = open_drafts(&mut lan);
        office.signs_in("xa-13453").open(&format!("{session}/du-thao")).is(404);
        office.signs_in("daibieu1").open(&format!("{session}/du-thao/moi")).is(404);
        let list = lan.open(&format!("{session}/du-thao"));
        let form = lan.open(&href(&list, ".tasks .act a"));
        let by = choice(&form, "co-quan-trinh", "UBND huyện");
        let path = lan.send("/du-thao", &[("van-ban", TEXT), ("co-quan-trinh", &by)]).path;
        office.signs_in("daibieu1").open(&path).is(404);
        office.signs_in("mattran").open(&path).is(404);
        office.signs_in("ubnd").open(&path).is(200).does_not_say("Đưa ra lấy ý kiến");
        office.visitor().open(&path.replace("/lam-viec", "")).is(404);
        for wrong in ["/du-thao/x", "/lam-viec/du-thao/x/tiep-thu.docx", "/lam-viec/ky-hop/x/du-thao"] {
            lan.open(wrong).is(404);
        }
    });
}
