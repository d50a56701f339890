//! What is told by e-mail, against a receiver that speaks SMTP: asked first, told once, never in
//! quiet hours, without a word of a matter.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const NAME: &str = "Phạm Thị Thử Nghiệm";
const ADDRESS: &str = "ubnd@thanhliem.example.vn";

/// A letter as it came.
#[derive(Debug, Clone)]
struct Letter {
    from: String,
    to: String,
    raw: String,
}

/// What a receiver does with a connection.
#[derive(Debug, Clone, Copy)]
enum Turn {
    /// Takes the letter.
    Take,
    /// Hangs up at once.
    HangUp,
    /// Answers this to the recipient.
    Refuse(&'static str),
}

/// A server that does these turns and then takes whatever comes.
fn receiver(turns: &'static [Turn]) -> (SocketAddr, Receiver<Letter>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let (tell, told) = channel();
    std::thread::spawn(move || {
        let mut turns = turns.iter().copied();
        while let Ok((stream, _)) = listener.accept() {
            let turn = turns.next().unwrap_or(Turn::Take);
            let _ = speak(stream, turn, &tell);
        }
    });
    (address, told)
}

/// One conversation of RFC 5321.
fn speak(mut stream: TcpStream, turn: Turn, tell: &Sender<Letter>) -> std::io::Result<()> {
    if matches!(turn, Turn::HangUp) {
        return Ok(());
    }
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut letter = Letter { from: String::new(), to: String::new(), raw: String::new() };
    stream.write_all(b"220 may-thu.example ESMTP\r\n")?;
    while let Some(Ok(line)) = lines.next() {
        let verb: String = line.chars().take(4).collect::<String>().to_ascii_uppercase();
        let answer = match (verb.as_str(), turn) {
            ("EHLO", _) => "250-may-thu.example\r\n250 8BITMIME\r\n".to_owned(),
            ("MAIL", _) => {
                letter.from.clone_from(&line);
                "250 ok\r\n".to_owned()
            }
            ("RCPT", Turn::Refuse(answer)) => format!("{answer}\r\n"),
            ("RCPT", _) => {
                letter.to.clone_from(&line);
                "250 ok\r\n".to_owned()
            }
            ("DATA", _) => {
                stream.write_all(b"354 go on\r\n")?;
                while let Some(Ok(line)) = lines.next() {
                    if line == "." {
                        break;
                    }
                    letter.raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    letter.raw.push_str("\r\n");
                }
                let _ = tell.send(letter.clone());
                "250 taken as 42\r\n".to_owned()
            }
            ("QUIT", _) => {
                stream.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => "250 ok\r\n".to_owned(),
        };
        stream.write_all(answer.as_bytes())?;
    }
    Ok(())
}

impl Letter {
    fn head(&self) -> &str {
        self.raw.split("\r\n\r\n").next().unwrap_or_default()
    }

    /// A header, unfolded and decoded (RFC 2047).
    fn header(&self, name: &str) -> Option<String> {
        let unfolded = self.head().replace("\r\n ", " ").replace("\r\n\t", " ");
        let line = unfolded
            .lines()
            .find(|line| line.split_once(':').is_some_and(|(known, _)| known.eq_ignore_ascii_case(name)))?;
        Some(decoded_words(line.split_once(':')?.1.trim()))
    }

    /// The parts of a multipart letter, decoded: plain text, then HTML.
    fn parts(&self) -> Vec<String> {
        let kind = self.header("content-type").expect("a type");
        assert!(kind.starts_with("multipart/alternative"), "{kind}");
        let boundary =
            kind.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a boundary");
        let mut parts: Vec<&str> = self.raw.split(&format!("--{boundary}")).collect();
        parts.remove(0);
        parts.pop();
        parts.into_iter().map(decoded_part).collect()
    }

    fn plain(&self) -> String {
        self.parts().remove(0)
    }

    /// Every word that came, as people and as machines read it.
    fn everything(&self) -> String {
        let subject = self.header("subject").expect("a subject");
        format!("{}\n{subject}\n{}", self.raw, self.parts().join("\n"))
    }

    /// The first address in it that begins so.
    fn link(&self, beginning: &str) -> String {
        let plain = self.plain();
        let found = plain.split_whitespace().find(|word| word.starts_with(beginning));
        found.unwrap_or_else(|| panic!("no {beginning} in {plain}")).to_owned()
    }
}

fn decoded_words(line: &str) -> String {
    let mut out = String::new();
    let mut was_encoded = false;
    for word in line.split(' ') {
        let mut parts = word
            .strip_prefix("=?")
            .and_then(|rest| rest.strip_suffix("?="))
            .unwrap_or_default()
            .splitn(3, '?');
        let encoded = match (parts.next().map(str::to_ascii_lowercase), parts.next(), parts.next()) {
            (Some(set), Some("b" | "B"), Some(text)) if set == "utf-8" => STANDARD.decode(text).ok(),
            (Some(set), Some("q" | "Q"), Some(text)) if set == "utf-8" => {
                Some(unquoted(&text.replace('_', " ")))
            }
            _ => None,
        };
        let is_encoded = encoded.is_some();
        if !out.is_empty() && (!was_encoded || !is_encoded) {
            out.push(' ');
        }
        match encoded {
            Some(bytes) => out.push_str(&String::from_utf8(bytes).expect("UTF-8")),
            None => out.push_str(word),
        }
        was_encoded = is_encoded;
    }
    out
}

fn decoded_part(part: &str) -> String {
    let (head, body) = part.split_once("\r\n\r\n").expect("a part has a head");
    let head = head.to_ascii_lowercase();
    assert!(head.contains("charset=utf-8"), "{head}");
    let bytes = if head.contains("base64") {
        STANDARD.decode(body.split_whitespace().collect::<String>()).expect("base64")
    } else if head.contains("quoted-printable") {
        unquoted(&body.replace("=\r\n", ""))
    } else {
        body.as_bytes().to_vec()
    };
    String::from_utf8(bytes).expect("UTF-8")
}

fn unquoted(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let (mut out, mut i) = (Vec::new(), 0);
    while let Some(&byte) = bytes.get(i) {
        let hex =
            text.get(i + 1..i + 3).filter(|_| byte == b'=').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(byte));
        i += if hex.is_some() { 3 } else { 1 };
    }
    out
}

fn step(office: &Office) -> usize {
    ::mail::step(&office.installation.app).expect("a step")
}

fn next(told: &Receiver<Letter>) -> Letter {
    told.recv_timeout(Duration::from_secs(5)).expect("a letter")
}

/// Sets the clock to a minute of a day.
fn set(office: &Office, (year, month, day): (i16, i8, i8), (hour, minute): (i64, i64)) {
    let day = kernel::Date::new(year, month, day).expect("a day");
    office.clock.set(kernel::dates::midnight(day) + (hour * 60 + minute) * 60_000);
}

fn server_of(address: SocketAddr) -> Vec<(&'static str, String)> {
    vec![
        ("may", address.ip().to_string()),
        ("cong", address.port().to_string()),
        ("ma-hoa", "none".to_owned()),
        ("ten-dang-nhap", String::new()),
        ("nguoi-gui", "thongbao@thanhliem.example.vn".to_owned()),
        ("bat", "co".to_owned()),
    ]
}

fn send(person: &mut Person<'_>, action: &str, typed: &[(&str, String)]) -> Page {
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    person.send(action, &typed)
}

/// The administrator names the receiver as the server.
fn name_server(office: &Office, address: SocketAddr) {
    let mut admin = office.signs_in("quantri");
    admin.open("/lam-viec/thu-dien-tu");
    send(&mut admin, "/lam-viec/thu-dien-tu", &server_of(address)).is(200).says("Gửi thử tới");
}

/// Asks to be told, opens the link that comes, agrees.
fn subscribes(
    office: &Office,
    told: &Receiver<Letter>,
    who: &str,
    address: &str,
    pace: &str,
    topics: &[&str],
) {
    let mut person = office.signs_in(who);
    person.open("/lam-viec/thong-bao-cua-toi");
    let mut typed = vec![("dia-chi", address), ("nhip", pace)];
    typed.extend(topics.iter().map(|topic| ("viec", *topic)));
    person.send("/lam-viec/thong-bao-cua-toi", &typed).is(200).says("Chờ xác nhận địa chỉ");
    assert_eq!(step(office), 1);
    agrees(office, &next(told));
}

fn agrees(office: &Office, letter: &Letter) {
    let link = letter.link("http://localhost/thong-bao/xac-nhan/");
    let path = link.trim_start_matches("http://localhost").to_owned();
    let mut owner = office.visitor();
    owner.open(&path).is(200).says("Chỉ bấm khi đây là địa chỉ của anh/chị");
    owner.send(&path, &[]).is(200).says("Đã xác nhận");
    owner.open(&path).is(200).says("đã dùng hoặc đã quá 48 giờ");
}

const ALL: &[&str] = &["assigned", "soon", "overdue", "report", "news"];

/// The office gives the People's Committee work that says a citizen's name; its code.
fn gives_work(office: &Office, due: &str) -> String {
    let mut lan = office.signs_in("vanphong");
    let form = lan.open("/lam-viec/viec/moi");
    let options = form.texts("select[name='chu-tri'] option");
    let values = form.attributes("select[name='chu-tri'] option", "value");
    let at = options
        .iter()
        .position(|option| option.starts_with("Ủy ban nhân dân huyện"))
        .expect("the People's Committee");
    let text = format!("Trả lời bà {NAME} ở thôn 3 về việc đền bù");
    let typed = [
        ("chu-tri", values[at].as_str()),
        ("noi-dung", text.as_str()),
        ("loai-han", "date"),
        ("han", due),
        ("ly-do-han", "Chỉ đạo của Thường trực"),
    ];
    let page = lan.send("/lam-viec/viec/moi", &typed);
    page.is(200).says(NAME);
    page.texts("nav.crumbs [aria-current]").pop().expect("a code")
}

#[test]
fn without_a_server_nothing_is_sent_and_the_page_says_so() {
    each_engine(|office| {
        let mut admin = office.signs_in("quantri");
        admin.open("/lam-viec/thu-dien-tu").says("hệ thống không gửi thư nào").says("Không gửi thư nào");
        let wrong = [
            ("may", "http://x".to_owned()),
            ("cong", "0".to_owned()),
            ("nguoi-gui", "không phải địa chỉ".to_owned()),
        ];
        send(&mut admin, "/lam-viec/thu-dien-tu", &wrong)
            .is(422)
            .says("Nhập tên máy gửi thư")
            .says("Cổng phải từ 1 đến 65.535")
            .says("Nhập địa chỉ thư đầy đủ");
        let mut typed = server_of("127.0.0.1:25".parse().expect("an address"));
        typed[3].1 = "thongbao".to_owned();
        typed.push(("mat-khau", "bí-mật-của-máy-thư".to_owned()));
        let page = send(&mut admin, "/lam-viec/thu-dien-tu", &typed);
        page.is(422).says("Không gửi mật khẩu qua đường không mã hóa");
        assert!(!page.body().contains("bí-mật-của-máy-thư"), "the password is shown");
        // Kept sealed, never shown; another machine is not sent the password of this one
        typed[2].1 = "starttls".to_owned();
        let page = send(&mut admin, "/lam-viec/thu-dien-tu", &typed);
        page.is(200).says("Đã lưu, niêm phong và không hiện lại");
        assert!(!page.body().contains("bí-mật-của-máy-thư"), "the password is shown");
        let moved = [("may", "may-khac.example.vn".to_owned())];
        send(&mut admin, "/lam-viec/thu-dien-tu", &moved).is(422).says("Nhập mật khẩu của tên đăng nhập này");
        admin.open("/lam-viec/thu-dien-tu");
        send(&mut admin, "/lam-viec/thu-dien-tu", &[("cong", "588".to_owned()), ("bat", String::new())])
            .is(200)
            .says("Máy gửi thư đang tắt");
        assert_eq!(step(office), 0);

        let mut ubnd = office.signs_in("ubnd");
        ubnd.open("/lam-viec/thong-bao-cua-toi").says("chưa đặt máy gửi thư");
        ubnd.send("/lam-viec/thong-bao-cua-toi", &[("dia-chi", ADDRESS)])
            .is(422)
            .says("chưa đặt máy gửi thư");
        for who in ["vanphong", "lanhdaovp", "chutich", "ubnd", "xa-13453", "mattran", "daibieu1"] {
            let mut other = office.signs_in(who);
            other.open("/lam-viec/thu-dien-tu").is(404);
            other.open("/lam-viec/toi");
            other.follow("Đặt thông báo của tôi").is(200).does_not_say(ADDRESS);
        }
    });
}

#[test]
fn an_address_is_asked_first_and_told_nothing_before() {
    each_engine(|office| {
        let (address, told) = receiver(&[]);
        name_server(office, address);
        let mut ubnd = office.signs_in("ubnd");
        ubnd.open("/lam-viec/thong-bao-cua-toi");
        ubnd.send(
            "/lam-viec/thong-bao-cua-toi",
            &[("dia-chi", "ubnd"), ("yen-tu", "25:00"), ("viec", ""), ("nhip", "")],
        )
        .is(422)
        .says("Nhập địa chỉ thư đầy đủ")
        .says("Nhập giờ dạng 18:00")
        .says("Chọn ít nhất một loại việc")
        .says("Chọn lúc báo");
        ubnd.open("/lam-viec/thong-bao-cua-toi");
        ubnd.send("/lam-viec/thong-bao-cua-toi", &[("dia-chi", ADDRESS), ("nhip", "once")]).is(200);
        assert_eq!(step(office), 1);
        let first = next(&told);
        assert_eq!(first.header("subject").as_deref(), Some("Nghị Sự: xác nhận địa chỉ nhận thông báo"));
        assert!(
            first.to.contains(ADDRESS) && first.from.contains("thongbao@thanhliem.example.vn"),
            "{first:?}"
        );
        assert_eq!(first.header("list-unsubscribe"), None);

        // Whatever happens, until the owner agrees nothing else comes
        gives_work(office, "20/10/2020");
        set(office, (2020, 10, 15), (10, 0));
        assert_eq!(step(office), 0);
        set(office, (2020, 10, 16), (7, 0));
        assert_eq!(step(office), 0);

        // The link of a letter is one's own, holds two days, and is no longer good after a new one
        let link = first.link("http://localhost/thong-bao/xac-nhan/").replace("http://localhost", "");
        let (rest, code) = link.rsplit_once('/').expect("a code");
        let mut stranger = office.visitor();
        stranger.open(&format!("{rest}/{}", code.replace(|c: char| c.is_ascii_digit(), "a"))).is(404);
        set(office, (2020, 10, 17), (8, 30));
        stranger.open(&link).is(200).says("đã quá 48 giờ");
        ubnd.open("/lam-viec/thong-bao-cua-toi");
        ubnd.send("/lam-viec/thong-bao-cua-toi/xac-nhan", &[]).is(200);
        assert_eq!(step(office), 1, "a day off does not hold back what was asked for");
        stranger.open(&link).is(404);
        agrees(office, &next(&told));
        ubnd.open("/lam-viec/thong-bao-cua-toi").says("Đang gửi");

        // Another address is asked anew; nobody is flooded with letters that ask
        for number in 0..3 {
            let other = format!("khac{number}@thanhliem.example.vn");
            ubnd.send("/lam-viec/thong-bao-cua-toi", &[("dia-chi", other.as_str())])
                .is(200)
                .says("Chờ xác nhận địa chỉ");
        }
        ubnd.send("/lam-viec/thong-bao-cua-toi", &[("dia-chi", "khac9@thanhliem.example.vn")]).is(200);
        ubnd.send("/lam-viec/thong-bao-cua-toi", &[("dia-chi", "khac10@thanhliem.example.vn")])
            .is(422)
            .says("Đã gửi 5 thư xác nhận");
        assert_eq!(step(office), 1, "of the letters that asked only the last still asks");
        assert!(next(&told).to.contains("khac9@"));
        set(office, (2020, 10, 19), (9, 0));
        assert_eq!(step(office), 0, "the old address is told no more, the new one not yet");
    });
}

#[test]
fn work_is_told_at_once_and_once_in_codes_and_days() {
    each_engine(|office| {
        let (address, told) = receiver(&[]);
        name_server(office, address);
        subscribes(office, &told, "ubnd", ADDRESS, "once", ALL);
        step(office);
        while told.try_recv().is_ok() {}
        set(office, (2020, 10, 15), (9, 0));
        let code = gives_work(office, "20/11/2020");
        assert_eq!(step(office), 1);
        let letter = next(&told);
        assert_eq!(letter.header("subject"), Some(format!("Nghị Sự: Nhận việc {code}")));
        assert_eq!(letter.header("auto-submitted").as_deref(), Some("auto-generated"));
        // One encoded word, so that every reader puts the name together
        assert_eq!(
            letter.header("from").as_deref(),
            Some("HĐND huyện Thanh Liêm <thongbao@thanhliem.example.vn>")
        );
        // By the office's clock, not by the machine's
        assert!(
            letter.header("date").is_some_and(|date| date.starts_with("Thu, 15 Oct 2020 02:0")),
            "{letter:?}"
        );
        let plain = letter.plain();
        assert!(
            plain.contains("VIỆC MỚI GIAO") && plain.contains(&code) && plain.contains("hạn 20/11/2020"),
            "{plain}"
        );
        assert!(plain.contains("Dữ liệu minh họa"), "{plain}");
        let everything = letter.everything();
        for word in [NAME, "đền bù", "thôn 3"] {
            assert!(!everything.contains(word), "the mail says {word}");
        }
        let mut ubnd = office.signs_in("ubnd");
        let link = letter.link("http://localhost/lam-viec/viec/").replace("http://localhost", "");
        ubnd.open(&link).is(200).says(&code);

        // Told once: not again with the next thing, not after a new day, not after a restart
        assert_eq!(step(office), 0);
        set(office, (2020, 10, 15), (10, 0));
        let second = gives_work(office, "21/11/2020");
        assert_eq!(step(office), 1);
        let plain = next(&told).plain();
        assert!(plain.contains(&second) && !plain.contains(&code), "{plain}");
        // Two things of one minute are one mail
        set(office, (2020, 10, 15), (11, 0));
        let two = [gives_work(office, "22/11/2020"), gives_work(office, "23/11/2020")];
        assert_eq!(step(office), 1);
        let letter = next(&told);
        assert_eq!(letter.header("subject").as_deref(), Some("Nghị Sự: 2 việc cần biết"));
        assert!(two.iter().all(|code| letter.plain().contains(code)));
        // Near is told when it is near, late when it is late, each once
        set(office, (2020, 11, 12), (9, 0));
        step(office);
        while told.try_recv().is_ok() {}
        set(office, (2020, 11, 13), (9, 0));
        step(office);
        let near = told.try_recv().expect("five working days are left").plain();
        assert!(near.contains("VIỆC SẮP ĐẾN HẠN") && near.contains(&code), "{near}");
        set(office, (2020, 11, 20), (9, 0));
        step(office);
        while told.try_recv().is_ok() {}
        set(office, (2020, 11, 23), (9, 0));
        step(office);
        let late = told.try_recv().expect("it is late").plain();
        assert!(
            late.contains("VIỆC QUÁ HẠN") && late.contains(&code) && late.contains("quá hạn 3 ngày"),
            "{late}"
        );
        set(office, (2020, 11, 24), (9, 0));
        step(office);
        if let Ok(letter) = told.try_recv() {
            assert!(!letter.plain().contains(&code), "late is told once: {}", letter.plain());
        }
    });
}

#[test]
fn in_quiet_hours_what_is_due_waits_until_they_end() {
    each_engine(|office| {
        let (address, told) = receiver(&[]);
        name_server(office, address);
        subscribes(office, &told, "ubnd", ADDRESS, "once", &["assigned"]);
        step(office);
        while told.try_recv().is_ok() {}
        // Thursday, a minute before six in the evening
        set(office, (2020, 10, 15), (17, 59));
        let before = gives_work(office, "20/11/2020");
        assert_eq!(step(office), 1);
        assert!(next(&told).plain().contains(&before));
        set(office, (2020, 10, 15), (18, 0));
        let at_six = gives_work(office, "20/11/2020");
        assert_eq!(step(office), 0);
        set(office, (2020, 10, 16), (6, 59));
        assert_eq!(step(office), 0);
        set(office, (2020, 10, 16), (7, 0));
        assert_eq!(step(office), 1);
        let letter = next(&told).plain();
        assert!(letter.contains(&at_six) && !letter.contains(&before), "{letter}");
        // Friday evening waits for Monday
        set(office, (2020, 10, 16), (18, 1));
        let friday = gives_work(office, "20/11/2020");
        for (day, hour, minute) in [(16, 20, 0), (17, 12, 0), (18, 12, 0), (19, 6, 59)] {
            set(office, (2020, 10, day), (hour, minute));
            assert_eq!(step(office), 0, "{day} {hour}:{minute}");
        }
        set(office, (2020, 10, 19), (7, 0));
        assert_eq!(step(office), 1);
        assert!(next(&told).plain().contains(&friday));
        // Who wants no quiet has none
        let mut ubnd = office.signs_in("ubnd");
        ubnd.open("/lam-viec/thong-bao-cua-toi");
        let never = [("yen-tu", "00:00"), ("yen-den", "00:00"), ("ngay-nghi", "")];
        ubnd.send("/lam-viec/thong-bao-cua-toi", &never).is(200).says("Đang gửi");
        set(office, (2020, 10, 24), (23, 0));
        let saturday = gives_work(office, "20/11/2020");
        assert_eq!(step(office), 1);
        assert!(next(&told).plain().contains(&saturday));
    });
}

#[test]
fn what_waits_for_another_try_waits_for_the_end_of_quiet_too() {
    each_engine(|office| {
        let (address, told) = receiver(&[Turn::Take, Turn::Refuse("451 try later")]);
        name_server(office, address);
        subscribes(office, &told, "ubnd", ADDRESS, "once", &["assigned"]);
        set(office, (2020, 10, 15), (17, 58));
        let code = gives_work(office, "20/11/2020");
        assert_eq!(step(office), 1, "refused for now");
        set(office, (2020, 10, 15), (18, 3));
        assert_eq!(step(office), 0);
        set(office, (2020, 10, 16), (7, 0));
        assert_eq!(step(office), 1);
        assert!(next(&told).plain().contains(&code));
    });
}

#[test]
fn the_mail_of_the_morning_comes_on_working_days_at_seven() {
    each_engine(|office| {
        let (address, told) = receiver(&[]);
        name_server(office, address);
        subscribes(office, &told, "ubnd", ADDRESS, "digest", ALL);
        // Asked for at eight: the first is tomorrow's
        assert_eq!(step(office), 0);
        let code = gives_work(office, "20/11/2020");
        let morning = |day: (i16, i8, i8)| {
            set(office, day, (6, 59));
            assert_eq!(step(office), 0, "{day:?} before seven");
            set(office, day, (7, 0));
            step(office)
        };
        // Friday
        assert_eq!(morning((2020, 10, 16)), 1);
        let letter = next(&told);
        assert!(
            letter.header("subject").is_some_and(|subject| subject.starts_with("Nghị Sự 16/10/2020: ")),
            "{letter:?}"
        );
        assert!(letter.plain().contains(&code));
        set(office, (2020, 10, 16), (7, 5));
        gives_work(office, "20/11/2020");
        assert_eq!(step(office), 0, "one mail a day");
        // The weekend, Monday; what stands is said again
        assert_eq!(morning((2020, 10, 17)), 0);
        assert_eq!(morning((2020, 10, 18)), 0);
        assert_eq!(morning((2020, 10, 19)), 1);
        assert!(next(&told).plain().contains(&code));
        // New Year is a Friday
        assert_eq!(morning((2020, 12, 31)), 1);
        let late = next(&told);
        assert!(late.plain().contains("VIỆC QUÁ HẠN"), "{}", late.plain());
        assert_eq!(morning((2021, 1, 1)), 0);
        assert_eq!(morning((2021, 1, 4)), 1);
        // A server that was down at seven has it when it is up
        set(office, (2021, 1, 5), (15, 0));
        assert_eq!(step(office), 1);
    });
}

static TURNS: &[Turn] =
    &[Turn::HangUp, Turn::Refuse("450 4.2.1 full"), Turn::Take, Turn::Refuse("550 5.1.1 nobody")];

#[test]
fn a_server_that_is_down_is_tried_again_and_a_refusal_ends_it() {
    each_engine(|office| {
        let gone = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        name_server(office, gone);
        let mut admin = office.signs_in("quantri");
        admin.open("/lam-viec/thu-dien-tu");
        admin
            .send("/lam-viec/thu-dien-tu/thu", &[("gui-thu", "sai")])
            .is(422)
            .says("Nhập địa chỉ thư đầy đủ");
        admin.send("/lam-viec/thu-dien-tu/thu", &[("gui-thu", "quantri@thanhliem.example.vn")]).is(200);
        set(office, (2020, 10, 15), (9, 0));
        assert_eq!(step(office), 1);
        admin.open("/lam-viec/thu-dien-tu").says("Không nối được với máy gửi thư").says("Chờ gửi");
        assert_eq!(step(office), 0, "not before its time");

        let (address, told) = receiver(TURNS);
        name_server(office, address);
        set(office, (2020, 10, 15), (9, 6));
        assert_eq!(step(office), 1, "hung up");
        set(office, (2020, 10, 15), (9, 30));
        assert_eq!(step(office), 1, "450");
        admin.open("/lam-viec/thu-dien-tu").says("Máy gửi thư trả lời 450");
        set(office, (2020, 10, 15), (10, 30));
        assert_eq!(step(office), 1);
        assert!(next(&told).plain().contains("thư thử"));
        admin.open("/lam-viec/thu-dien-tu").says("Đã gửi hết");

        // A refusal for good is not tried again by itself, but by the administrator
        admin.send("/lam-viec/thu-dien-tu/thu", &[("gui-thu", "khong-co@thanhliem.example.vn")]).is(200);
        assert_eq!(step(office), 1);
        let page = admin.open("/lam-viec/thu-dien-tu");
        page.says("Máy gửi thư trả lời 550").says("Không gửi được").says("1 thư không gửi được");
        set(office, (2020, 10, 16), (10, 0));
        assert_eq!(step(office), 0);
        let again = page.attributes("form[action*='/thu-dien-tu/lai/']", "action");
        assert_eq!(again.len(), 1);
        admin.send(&again[0], &[]).is(200).says("Chờ gửi");
        assert_eq!(step(office), 1);
        assert!(next(&told).to.contains("khong-co@"));

        // A server that never comes back is given up within a day
        name_server(office, gone);
        admin.open("/lam-viec/thu-dien-tu");
        admin.send("/lam-viec/thu-dien-tu/thu", &[("gui-thu", "quantri@thanhliem.example.vn")]).is(200);
        let mut tries = 0;
        for hour in 0..96 {
            set(office, (2020, 10, 16), (10 + hour, 30));
            tries += step(office);
        }
        assert_eq!(tries, 7);
        admin.open("/lam-viec/thu-dien-tu").says("1 thư không gửi được");
    });
}

#[test]
fn one_click_ends_it_without_a_sign_in() {
    each_engine(|office| {
        let (address, told) = receiver(&[]);
        name_server(office, address);
        subscribes(office, &told, "ubnd", ADDRESS, "once", &["assigned"]);
        set(office, (2020, 10, 15), (9, 0));
        gives_work(office, "20/11/2020");
        step(office);
        let mut letter = next(&told);
        while let Ok(later) = told.try_recv() {
            letter = later;
        }
        assert_eq!(letter.header("list-unsubscribe-post").as_deref(), Some("List-Unsubscribe=One-Click"));
        let header = letter.header("list-unsubscribe").expect("a way out");
        let path = header.trim_start_matches("<http://localhost").trim_end_matches('>').to_owned();
        // The link as it was printed, on a line of its own and not encoded
        assert!(letter.head().contains(&header), "{}", letter.head());

        // Opening shows a page with one button, as scanners of mail open everything
        let mut stranger = office.visitor();
        let page = stranger.open(&path);
        page.is(200).says(ADDRESS).says("Thôi nhận");
        assert_eq!(page.texts("main form button").len(), 1);
        office.signs_in("ubnd").open("/lam-viec/thong-bao-cua-toi").says("Đang gửi");
        let (rest, code) = path.rsplit_once('/').expect("a code");
        let wrong = format!("{rest}/{}", code.replace(|c: char| c.is_ascii_digit(), "a"));
        stranger.post(&wrong, &[("List-Unsubscribe".to_owned(), "One-Click".to_owned())]).is(404);
        stranger.open(&wrong).is(404);

        // A mail program posts without cookie and token; what waits is dropped
        set(office, (2020, 10, 15), (10, 0));
        let mut program = office.visitor();
        program
            .post(&path, &[("List-Unsubscribe".to_owned(), "One-Click".to_owned())])
            .is(200)
            .says("Đã thôi gửi thư");
        program.post(&path, &[("List-Unsubscribe".to_owned(), "One-Click".to_owned())]).is(200);
        office.signs_in("ubnd").open("/lam-viec/thong-bao-cua-toi").says("Đang tắt");
        gives_work(office, "21/11/2020");
        set(office, (2020, 10, 16), (9, 0));
        assert_eq!(step(office), 0);
        assert!(told.try_recv().is_err());

        // The owner turns it on again, and no address is asked twice
        let mut ubnd = office.signs_in("ubnd");
        ubnd.open("/lam-viec/thong-bao-cua-toi");
        ubnd.send("/lam-viec/thong-bao-cua-toi", &[("bat", "co")]).is(200).says("Đang gửi");
        assert_eq!(step(office), 1);
    });
}

#[test]
fn a_mail_on_its_way_is_dropped_when_its_reader_leaves() {
    each_engine(|office| {
        let (address, told) = receiver(&[Turn::Take, Turn::Refuse("451 later")]);
        name_server(office, address);
        subscribes(office, &told, "ubnd", ADDRESS, "once", &["assigned"]);
        set(office, (2020, 10, 15), (9, 0));
        gives_work(office, "20/11/2020");
        assert_eq!(step(office), 1);
        let mut ubnd = office.signs_in("ubnd");
        ubnd.open("/lam-viec/thong-bao-cua-toi");
        ubnd.send("/lam-viec/thong-bao-cua-toi", &[("bat", "")]).is(200).says("Đang tắt");
        set(office, (2020, 10, 15), (10, 0));
        assert_eq!(step(office), 0);
        assert!(told.try_recv().is_err());
        office.signs_in("quantri").open("/lam-viec/thu-dien-tu").says("đã đổi địa chỉ hoặc thôi nhận thư");
    });
}

#[test]
fn nobody_s_mail_says_what_a_matter_is_about() {
    each_engine(|office| {
        let (address, told) = receiver(&[]);
        name_server(office, address);
        gives_work(office, "20/10/2020");
        let people = ["vanphong", "chutich", "ubnd", "mattran", "ktxh", "xa-13453", "daibieu1"];
        for (number, who) in people.iter().enumerate() {
            subscribes(office, &told, who, &format!("n{number}@thanhliem.example.vn"), "digest", ALL);
        }
        // Some weeks later much is late
        set(office, (2020, 11, 16), (7, 0));
        let mut letters = Vec::new();
        while step(office) > 0 {
            letters.extend(told.try_iter());
        }
        assert!(letters.len() >= 4, "{} letters", letters.len());
        let words: Vec<(String,)> = office
            .installation
            .app
            .db()
            .read(|tx| {
                let mut all: Vec<(String,)> = db::Select::new("select text from follow_up").rows(tx)?;
                all.extend(db::Select::new("select text from question").rows(tx)?);
                all.extend(db::Select::new("select text from petition").rows(tx)?);
                Ok::<_, db::Error>(all)
            })
            .expect("words");
        assert!(words.len() > 50, "{}", words.len());
        for letter in &letters {
            let everything = letter.everything();
            assert!(!everything.contains(NAME));
            for (text,) in words.iter().filter(|(text,)| text.chars().count() > 12) {
                let beginning: String = text.chars().take(30).collect();
                assert!(!everything.contains(&beginning), "a mail says “{beginning}”");
            }
        }
        let office_s = letters.iter().find(|letter| letter.to.contains("n0@")).expect("the office's");
        assert!(office_s.plain().contains("VIỆC QUÁ HẠN"), "{}", office_s.plain());
        // Short enough to be read, and the rest is a number
        assert!(office_s.plain().lines().filter(|line| line.starts_with("- ")).count() <= 40);
    });
}
