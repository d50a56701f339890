//! A text and its parts.

use std::collections::HashMap;

use kernel::text;

/// A title is shorter than this and does not end like a sentence.
const TITLE_CHARS_MAX: usize = 120;

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// "Căn cứ …", "Xét …", "Theo đề nghị …": why the council resolves.
    Recital,
    /// "QUYẾT NGHỊ:".
    Formula,
    /// A line that belongs to no part, before the first one.
    Loose,
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Khoản: "1.".
    Clause,
    /// "1.1.": a clause of a clause.
    Subclause,
    /// Điểm: "a)".
    Point,
}

impl Kind {
    /// Whether it holds other parts: everything from phần to điểm.
    pub const fn is_structural(self) -> bool {
        !matches!(self, Self::Recital | Self::Formula | Self::Loose)
    }

    /// How deep it lies; a part closes all that lie as deep or deeper.
    const fn level(self) -> usize {
        match self {
            Self::Recital | Self::Formula | Self::Loose => 0,
            Self::Part => 1,
            Self::Chapter => 2,
            Self::Section => 3,
            Self::Subsection => 4,
            Self::Article => 5,
            Self::Clause => 6,
            Self::Subclause => 7,
            Self::Point => 20,
        }
    }

    /// The word of its id in the naming convention of Akoma Ntoso.
    const fn short(self) -> &'static str {
        match self {
            Self::Recital => "cit",
            Self::Formula => "formula",
            Self::Loose => "p",
            Self::Part => "part",
            Self::Chapter => "chp",
            Self::Section => "sec",
            Self::Subsection => "subsec",
            Self::Article => "art",
            Self::Clause => "para",
            Self::Subclause => "subpara",
            Self::Point => "point",
        }
    }
}

/// A part of a text with the parts inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub kind: Kind,
    /// Its id: "art_2__para_1__list_1__point_dd". Unique in the text.
    pub id: String,
    /// "Điều 2", "Chương I", "1.", "đ)"; empty for recitals and loose lines.
    pub number: String,
    /// "Tổ chức thực hiện"; empty when it has none.
    pub heading: String,
    /// Its own lines, before those of its children. What stands in the line of the number is the
    /// first one.
    pub text: Vec<String>,
    /// The parts inside it.
    pub children: Vec<Unit>,
    /// The lines of number and heading as they were typed.
    printed: Vec<String>,
    /// The first line of `text` stands in the last of `printed`.
    is_inline: bool,
}

impl Unit {
    /// The lines as they were typed, those of its children too.
    pub fn lines(&self) -> Vec<&str> {
        let mut lines = Vec::new();
        self.push_lines(&mut lines);
        lines
    }

    fn push_lines<'a>(&'a self, lines: &mut Vec<&'a str>) {
        lines.extend(self.printed.iter().map(String::as_str));
        lines.extend(self.text.iter().skip(usize::from(self.is_inline)).map(String::as_str));
        for child in &self.children {
            child.push_lines(lines);
        }
    }

    /// The address on a page: "dieu-2-khoan-1-diem-dd".
    pub fn anchor(&self) -> String {
        let words: Vec<String> = self
            .id
            .split("__")
            .filter(|step| *step != "list_1")
            .map(|step| {
                let (word, number) = step.split_once('_').unwrap_or((step, ""));
                let word = match word {
                    "part" => "phan",
                    "chp" => "chuong",
                    "sec" => "muc",
                    "subsec" => "tieu-muc",
                    "art" => "dieu",
                    "para" => "khoan",
                    "subpara" => "tieu-khoan",
                    "point" => "diem",
                    "cit" => "can-cu",
                    other => other,
                };
                format!("{word}-{number}")
            })
            .collect();
        words.join("-")
    }
}

/// An article with all its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// "art_2".
    pub id: String,
    /// "Điều 2".
    pub number: String,
    /// "Tổ chức thực hiện"; empty when it begins to speak at once.
    pub heading: String,
    /// Every line, that of the number first.
    pub lines: Vec<String>,
}

/// A text taken apart. The parts stand in the order of the lines: recitals, loose lines and the
/// words of resolving first, then the parts that hold others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The outermost parts.
    pub units: Vec<Unit>,
}

impl Text {
    /// Takes plain lines apart, as they were pasted. Empty lines are left out.
    pub fn read(body: &str) -> Self {
        let body = text::nfc(body);
        let lines: Vec<&str> = body.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Reader::new(&lines).read()
    }

    /// The lines, one after another.
    pub fn lines(&self) -> Vec<&str> {
        let mut lines = Vec::new();
        for unit in &self.units {
            unit.push_lines(&mut lines);
        }
        lines
    }

    /// Back to plain lines.
    pub fn print(&self) -> String {
        self.lines().join("\n")
    }

    /// The articles, in the order of the text.
    pub fn articles(&self) -> Vec<Article> {
        let mut found = Vec::new();
        for unit in &self.units {
            gather(unit, &mut found);
        }
        found
    }

    /// The first article with this number, however it is typed: "Điều 2", "2", "điều 2.".
    pub fn article(&self, number: &str) -> Option<Article> {
        let key = article_key(number)?;
        self.articles().into_iter().find(|one| article_key(&one.number).as_deref() == Some(key.as_str()))
    }

    /// The text with other lines in the place of an article; none when there is no such article.
    pub fn replace_article<L: AsRef<str>>(&self, number: &str, lines: &[L]) -> Option<Self> {
        self.spliced(number, |_, out| out.extend(lines.iter().map(|line| line.as_ref().to_owned())))
    }

    /// The text with lines put in after an article.
    pub fn insert_after<L: AsRef<str>>(&self, number: &str, lines: &[L]) -> Option<Self> {
        self.spliced(number, |article, out| {
            out.extend(article.lines.iter().cloned());
            out.extend(lines.iter().map(|line| line.as_ref().to_owned()));
        })
    }

    /// The text with an article repealed: its number stays, so that none is given twice.
    pub fn repeal_article(&self, number: &str) -> Option<Self> {
        self.spliced(number, |article, out| out.push(format!("{}. (được bãi bỏ)", article.number)))
    }

    fn spliced(&self, number: &str, put: impl FnOnce(&Article, &mut Vec<String>)) -> Option<Self> {
        let article = self.article(number)?;
        let mut out: Vec<String> = Vec::new();
        let mut put = Some(put);
        for unit in &self.units {
            splice(unit, &article, &mut put, &mut out);
        }
        Some(Self::read(&out.join("\n")))
    }

    /// The parts before the first that holds others: recitals, loose lines, words of resolving.
    pub fn front(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().take_while(|unit| !unit.kind.is_structural())
    }

    /// The parts that hold others.
    pub fn parts(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().skip_while(|unit| !unit.kind.is_structural())
    }
}

fn gather(unit: &Unit, found: &mut Vec<Article>) {
    if unit.kind == Kind::Article {
        found.push(Article {
            id: unit.id.clone(),
            number: unit.number.clone(),
            heading: unit.heading.clone(),
            lines: unit.lines().into_iter().map(str::to_owned).collect(),
        });
    } else {
        for child in &unit.children {
            gather(child, found);
        }
    }
}

fn splice(
    unit: &Unit,
    article: &Article,
    put: &mut Option<impl FnOnce(&Article, &mut Vec<String>)>,
    out: &mut Vec<String>,
) {
    if unit.id == article.id {
        if let Some(put) = put.take() {
            put(article, out);
        }
        return;
    }
    out.extend(unit.printed.iter().cloned());
    out.extend(unit.text.iter().skip(usize::from(unit.is_inline)).cloned());
    for child in &unit.children {
        splice(child, article, put, out);
    }
}

/// "2a" of "Điều 2a", "điều 2a." and "2a".
fn article_key(typed: &str) -> Option<String> {
    let lower = typed.trim().to_lowercase();
    let bare = lower.strip_prefix("điều").unwrap_or(&lower).trim();
    let bare = bare.trim_end_matches(['.', ':']).trim();
    is_article_number(bare).then(|| bare.to_owned())
}

/// What a line begins with.
struct Head<'a> {
    kind: Kind,
    /// How deep: clauses of clauses of clauses lie deeper.
    level: usize,
    number: String,
    /// The number in an id.
    key: String,
    /// What follows the number.
    rest: &'a str,
}

struct Reader<'a> {
    lines: &'a [&'a str],
    /// Lines inside a quotation that begins in an earlier line.
    is_quoted: Vec<bool>,
    /// The line of the resolving words.
    formula: Option<usize>,
    /// The ids given, each with the number of times that it was wanted.
    ids: HashMap<String, usize>,
    /// Lines of the front so far: recitals, resolving words, loose ones.
    front: [usize; 3],
    roots: Vec<Unit>,
    /// The parts that are open, outermost first, each with its level.
    open: Vec<(usize, Unit)>,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [&'a str]) -> Self {
        Self {
            lines,
            is_quoted: quoted(lines),
            formula: lines.iter().position(|line| is_formula(line)),
            ids: HashMap::new(),
            front: [0; 3],
            roots: Vec::new(),
            open: Vec::new(),
        }
    }

    fn read(mut self) -> Text {
        let lines = self.lines;
        let mut place = 0;
        while let Some(line) = lines.get(place).copied() {
            place += 1;
            let head = if self.is_quoted(place - 1) { None } else { self.head(line, place - 1) };
            let Some(head) = head else {
                self.loose(line);
                continue;
            };
            let below = lines
                .get(place)
                .copied()
                .filter(|below| head.rest.is_empty() && self.is_heading_below(head.kind, below, place));
            place += usize::from(below.is_some());
            self.begin(head, line, below);
        }
        self.close(0);
        Text { units: self.roots }
    }

    fn is_quoted(&self, place: usize) -> bool {
        self.is_quoted.get(place).copied().unwrap_or(false)
    }

    /// The part that begins in a line, where such a part may begin.
    fn head(&self, line: &'a str, place: usize) -> Option<Head<'a>> {
        let head = division(line).or_else(|| article(line)).or_else(|| numbered(line))?;
        let is_front = self.open.is_empty();
        match head.kind {
            // A numbered line before the words of resolving is one of the recitals'
            Kind::Clause | Kind::Subclause if is_front => {
                self.formula.is_none_or(|formula| formula < place).then_some(head)
            }
            Kind::Point => {
                let holds = |kind| matches!(kind, Kind::Article | Kind::Clause | Kind::Subclause);
                self.open.iter().any(|(_, unit)| holds(unit.kind)).then_some(head)
            }
            _ => Some(head),
        }
    }

    fn is_heading_below(&self, kind: Kind, below: &str, place: usize) -> bool {
        let may_have =
            matches!(kind, Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection | Kind::Article);
        may_have
            && !self.is_quoted(place)
            && is_title(below)
            && division(below).is_none()
            && article(below).is_none()
            && numbered(below).is_none()
    }

    fn begin(&mut self, head: Head<'_>, line: &str, below: Option<&str>) {
        self.close(head.level);
        let has_heading = match head.kind {
            Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection => !head.rest.is_empty(),
            Kind::Article => is_title(head.rest),
            _ => false,
        };
        let mut unit = Unit {
            kind: head.kind,
            id: self.id(head.kind, &head.key),
            number: head.number,
            heading: below.unwrap_or_default().to_owned(),
            text: Vec::new(),
            children: Vec::new(),
            printed: std::iter::once(line).chain(below).map(str::to_owned).collect(),
            is_inline: false,
        };
        if has_heading {
            head.rest.clone_into(&mut unit.heading);
        } else if !head.rest.is_empty() {
            unit.text.push(head.rest.to_owned());
            unit.is_inline = true;
        }
        self.open.push((head.level, unit));
    }

    /// A line without a number: of the innermost open part, or of the front.
    fn loose(&mut self, line: &str) {
        if let Some((_, unit)) = self.open.last_mut() {
            unit.text.push(line.to_owned());
            return;
        }
        let [recitals, formulas, others] = &mut self.front;
        let (kind, count) = if is_formula(line) {
            (Kind::Formula, formulas)
        } else if is_recital(line) && *formulas == 0 {
            (Kind::Recital, recitals)
        } else {
            (Kind::Loose, others)
        };
        *count += 1;
        let key = count.to_string();
        let id = self.id(kind, &key);
        self.roots.push(Unit {
            kind,
            id,
            number: String::new(),
            heading: String::new(),
            text: vec![line.to_owned()],
            children: Vec::new(),
            printed: Vec::new(),
            is_inline: false,
        });
    }

    /// Closes all parts that lie as deep as a level or deeper.
    fn close(&mut self, level: usize) {
        while let Some((_, unit)) = self.open.pop_if(|(known, _)| level <= *known) {
            match self.open.last_mut() {
                Some((_, parent)) => parent.children.push(unit),
                None => self.roots.push(unit),
            }
        }
    }

    /// A free id. Articles are numbered through the whole text, other parts within theirs.
    fn id(&mut self, kind: Kind, key: &str) -> String {
        let mut wanted = String::new();
        if let Some((_, parent)) = self.open.last()
            && kind != Kind::Article
        {
            wanted.push_str(&parent.id);
            wanted.push_str("__");
            if kind == Kind::Point {
                wanted.push_str("list_1__");
            }
        }
        wanted.push_str(kind.short());
        wanted.push('_');
        wanted.push_str(key);
        let mut id = wanted.clone();
        while let Some(count) = self.ids.get(&id).copied() {
            // The next number is asked of the id that was wanted, so that many doubles stay cheap
            let next = self.ids.get(&wanted).copied().unwrap_or(count) + 1;
            self.ids.insert(wanted.clone(), next);
            id = format!("{wanted}-{next}");
        }
        self.ids.insert(id.clone(), 1);
        id
    }
}

/// Lines that stand inside a quotation (“…”) which an earlier line opened and a later one closes:
/// there an amending text quotes articles that are not its own.
fn quoted(lines: &[&str]) -> Vec<bool> {
    let mut sums: Vec<i64> = Vec::with_capacity(lines.len());
    let mut sum = 0;
    for line in lines {
        for c in line.chars() {
            sum += match c {
                '“' => 1,
                '”' => -1,
                _ => 0,
            };
        }
        sums.push(sum);
    }
    // The lowest sum from a line on: a quotation that never closes quotes nothing
    let mut lowest: Vec<i64> = sums.clone();
    let mut least = i64::MAX;
    for value in lowest.iter_mut().rev() {
        least = least.min(*value);
        *value = least;
    }
    let mut is_quoted = Vec::with_capacity(lines.len());
    let mut base: Option<i64> = None;
    let mut before = 0;
    for (place, sum) in sums.iter().copied().enumerate() {
        is_quoted.push(base.is_some());
        match base {
            Some(floor) if sum <= floor => base = None,
            Some(_) => {}
            None => {
                let closes = lowest.get(place + 1).is_some_and(|lowest| *lowest <= before);
                if before < sum && closes {
                    base = Some(before);
                }
            }
        }
        before = sum;
    }
    is_quoted
}

fn is_title(line: &str) -> bool {
    !line.is_empty() && line.chars().count() < TITLE_CHARS_MAX && !line.ends_with(['.', ';', ':', ','])
}

fn is_formula(line: &str) -> bool {
    let line = line.trim_end_matches([':', ' ']);
    line.chars().count() < 20 && matches!(line.to_uppercase().as_str(), "QUYẾT NGHỊ" | "QUYẾT ĐỊNH")
}

fn is_recital(line: &str) -> bool {
    const BEGINNINGS: [&str; 6] =
        ["Căn cứ ", "Xét ", "Theo đề nghị ", "Thực hiện ", "Trên cơ sở ", "Sau khi "];
    BEGINNINGS.iter().any(|begin| line.starts_with(begin))
}

/// "Phần", "Chương", "Mục", "Tiểu mục" with a number.
fn division(line: &str) -> Option<Head<'_>> {
    const WORDS: [(&str, &str, Kind); 8] = [
        ("Tiểu mục ", "Tiểu mục", Kind::Subsection),
        ("TIỂU MỤC ", "Tiểu mục", Kind::Subsection),
        ("Phần ", "Phần", Kind::Part),
        ("PHẦN ", "Phần", Kind::Part),
        ("Chương ", "Chương", Kind::Chapter),
        ("CHƯƠNG ", "Chương", Kind::Chapter),
        ("Mục ", "Mục", Kind::Section),
        ("MỤC ", "Mục", Kind::Section),
    ];
    if TITLE_CHARS_MAX <= line.chars().count() {
        return None;
    }
    let (rest, word, kind) =
        WORDS.iter().find_map(|(begin, word, kind)| Some((line.strip_prefix(begin)?, *word, *kind)))?;
    let rest = rest.trim_start();
    let (number, key, rest) = division_number(rest)?;
    let begins_small = rest.chars().next().is_some_and(char::is_lowercase);
    if begins_small {
        return None;
    }
    let rest = rest.trim_start_matches(['.', ':', '-', '–', ' ']).trim();
    Some(Head { kind, level: kind.level(), number: format!("{word} {number}"), key, rest })
}

/// "II", "2", "2a", "thứ nhất": as written, in an id, and what follows.
fn division_number(rest: &str) -> Option<(String, String, &str)> {
    const ORDINALS: [&str; 10] = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let lower = rest.to_lowercase();
    if lower.starts_with("thứ ") {
        let word = lower.split_whitespace().nth(1)?.trim_end_matches(['.', ':']);
        let number = ORDINALS.iter().position(|one| *one == word)? + 1;
        let end: usize = rest.split_inclusive(char::is_whitespace).take(2).map(str::len).sum();
        let (head, tail) = rest.split_at_checked(end)?;
        return Some((head.trim().trim_end_matches(['.', ':']).to_owned(), number.to_string(), tail));
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (number, tail) = rest.split_at_checked(end)?;
    let is_roman = number.chars().all(|c| "IVXLC".contains(c));
    let is_number = is_roman || is_article_number(number);
    let ends_here = tail.is_empty() || tail.starts_with([' ', '.', ':', '-', '–']);
    (!number.is_empty() && number.len() < 8 && is_number && ends_here)
        .then(|| (number.to_owned(), number.to_owned(), tail.trim_start()))
}

/// "12", "12a", "12đ".
fn is_article_number(number: &str) -> bool {
    let digits = number.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == 'đ');
    let letters = number.strip_prefix(digits).unwrap_or_default().chars().count();
    !digits.is_empty() && digits.len() < 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && letters < 2
}

/// "Điều 12. …", "Điều 12: …", or "Điều 12" alone.
fn article(line: &str) -> Option<Head<'_>> {
    let rest = line.strip_prefix("Điều ").or_else(|| line.strip_prefix("ĐIỀU "))?.trim_start();
    let (number, rest) = rest.split_once(['.', ':']).unwrap_or((rest, ""));
    let number = number.trim_end();
    is_article_number(number).then(|| Head {
        kind: Kind::Article,
        level: Kind::Article.level(),
        number: format!("Điều {number}"),
        key: ascii(number),
        rest: rest.trim(),
    })
}

/// "1. …", "1.2. …", "a) …".
fn numbered(line: &str) -> Option<Head<'_>> {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    if let Some(number) = first.strip_suffix(')') {
        let is_digits = !number.is_empty() && number.len() < 3 && number.bytes().all(|b| b.is_ascii_digit());
        return (is_point_letter(number) || is_digits).then(|| Head {
            kind: Kind::Point,
            level: Kind::Point.level(),
            number: first.to_owned(),
            key: ascii(number),
            rest: rest.trim(),
        });
    }
    let number = first.strip_suffix('.').unwrap_or(first);
    let steps: Vec<&str> = number.split('.').collect();
    let are_numbers = steps
        .iter()
        .all(|step| !step.is_empty() && step.len() < 3 && step.bytes().all(|byte| byte.is_ascii_digit()));
    // "1 000 đồng" and "1.2 lần" are no numbers of clauses
    if !are_numbers || !first.ends_with('.') || 5 < steps.len() {
        return None;
    }
    let kind = if steps.len() == 1 { Kind::Clause } else { Kind::Subclause };
    Some(Head {
        kind,
        level: kind.level() + steps.len().saturating_sub(2),
        number: first.to_owned(),
        key: number.replace('.', "-"),
        rest: rest.trim(),
    })
}

/// "a", "đ", "a1".
fn is_point_letter(number: &str) -> bool {
    let mut chars = number.chars();
    let is_letter = chars.next().is_some_and(|c| c.is_ascii_lowercase() || c == 'đ');
    let rest = chars.as_str();
    is_letter && (rest.is_empty() || rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A number in an id: "đ" is written "dd", since ids are ASCII.
fn ascii(number: &str) -> String {
    number.replace('đ', "dd")
}

#[cfg(test)]
mod tests;
