//! A record's whole course: who sees which part of it, and links made by hand.

use testkit::Page;

use crate::office::each_engine;

/// The address of the chain that a page leads to.
fn way(page: &Page) -> String {
    page.link("Dòng đời")
}

/// The code of the petition that was put for the fourth time.
const OFTEN: &str = "lần thứ 4";

#[test]
fn a_petition_put_four_times_shows_its_whole_course_from_its_newest_link() {
    each_engine(|office| {
        let mut clerk = office.signs_in("vanphong");
        let newest = clerk
            .open("/lam-viec/kien-nghi?nhom=tat-ca&q=tiep+tuc+de+nghi+nang+cap")
            .link("Tiếp tục đề nghị nâng cấp");
        let page = clerk.open(&newest);
        page.says(OFTEN);
        let chain = clerk.open(&way(&page));
        chain.is(200).says("Mắt xích chậm nhất:").says("Kiến nghị cử tri").says("Việc theo dõi");
        // What came of the one before stands on that one's page
        let earlier = chain.texts(".life .node > a").into_iter().nth(2).expect("the third");
        let earlier = clerk.open(&chain.link(&earlier));
        clerk
            .open(&way(&earlier))
            .is(200)
            .says("Về chủ trương đầu tư cải tạo đường liên xã")
            .says("Chất vấn CV-2020-");
        let codes: Vec<String> = chain.texts(".life .node > a");
        assert!(codes.iter().filter(|code| code.starts_with("KN-")).count() >= 4, "{codes:?}");
        // Oldest first, the page's own record marked
        assert_eq!(chain.texts(".life .here").len(), 1);
        assert!(chain.texts(".life .node small").join(" ").contains("2017"), "it begins in 2017");

        // Anyone sees what is public of it, under public addresses
        let path = way(&page).replace("/lam-viec", "");
        let public = office.visitor().open(&path);
        public.is(200).does_not_say("/lam-viec/");
        let data = office.visitor().open(&path.replace("/dong-doi/", "/api/v1/chain/"));
        data.is(200).says("\"slowest\"");
        office.visitor().open("/dong-doi/petition/0190a000-0000-7000-8000-000000000000").is(404);
        office.visitor().open("/dong-doi/nothing/1").is(404);
        assert!(office.visitor().open(&way(&page)).path.starts_with("/dang-nhap"));
    });
}

#[test]
fn the_office_links_what_no_deed_knows_and_takes_it_back() {
    each_engine(|office| {
        let mut clerk = office.signs_in("vanphong");
        let list = clerk.open("/lam-viec/kien-nghi");
        let petitions: Vec<String> = list
            .attributes("a[href^='/lam-viec/kien-nghi/']", "href")
            .into_iter()
            .filter(|href| href.len() == "/lam-viec/kien-nghi/".len() + 36)
            .collect();
        let chain = way(&clerk.open(&petitions[0]));
        let own = clerk.open(&petitions[0]).texts("h1").join("").replace("Kiến nghị ", "");
        let questions = clerk.open("/lam-viec/chat-van");
        let question = questions
            .attributes("a[href^='/lam-viec/chat-van/']", "href")
            .into_iter()
            .find(|href| href.len() == "/lam-viec/chat-van/".len() + 36)
            .expect("a question");
        let code = clerk.open(&question).texts("h1").join("").replace("Chất vấn ", "");

        clerk.open(&chain).is(200);
        let empty = clerk.send(&chain, &[]);
        empty.is(422).says("Nhập mã hoặc số.");
        clerk.open(&chain);
        let wrong = clerk.send(&chain, &[("loai", "question"), ("ma", "CV-1999-0001"), ("chieu", "sau")]);
        wrong.is(422).says("Không thấy bản ghi");
        assert_eq!(wrong.attributes("input[name=ma]", "value"), ["CV-1999-0001"]);
        clerk.open(&chain);
        clerk.send(&chain, &[("loai", "petition"), ("ma", &own), ("chieu", "sau")]).is(422).says("chính nó");
        clerk.open(&chain);
        let linked =
            clerk.send(&chain, &[("loai", "question"), ("ma", &code.to_lowercase()), ("chieu", "sau")]);
        linked.is(200).says(&format!("Chất vấn {code}:"));
        clerk
            .send(&chain, &[("loai", "question"), ("ma", &code), ("chieu", "sau")])
            .is(422)
            .says("đã nối với nhau");
        clerk.open(&chain);
        clerk
            .send(&chain, &[("loai", "question"), ("ma", &code), ("chieu", "truoc")])
            .is(422)
            .says("chiều ngược lại");

        // The question leads back to the petition
        let back = way(&clerk.open(&question));
        clerk.open(&back).is(200).says(&own);

        // Who does not keep the records links nothing
        let mut delegate = office.signs_in("daibieu1");
        delegate.open(&chain).does_not_say("Nối với bản ghi khác");
        let token = delegate.open("/lam-viec/toi").attributes("input[name=csrf]", "value").remove(0);
        let forged = |more: &[(&str, &str)]| -> Vec<(String, String)> {
            let all = [("csrf", token.as_str())].into_iter().chain(more.iter().copied());
            all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
        };
        delegate.post(&chain, &forged(&[("loai", "question"), ("ma", &code), ("chieu", "sau")])).is(404);

        let page = clerk.open(&chain);
        let undo = page.attributes("form[action*='/bo/']", "action").into_iter().next().expect("a way back");
        delegate.post(&undo, &forged(&[])).is(404);
        clerk.open(&chain);
        clerk.send(&undo, &[]).is(200).does_not_say(&format!("Chất vấn {code}:"));
        let token = clerk.open(&chain).attributes("input[name=csrf]", "value").remove(0);
        clerk.post(&undo, &[("csrf".to_owned(), token)]).is(404);
    });
}
