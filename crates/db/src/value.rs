//! What may be bound to a statement and read from a row, on both engines.

use std::borrow::Cow;

use kernel::{Date, Id, Role, dates};
use postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

/// The kinds of columns in the dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `boolean`; 0 and 1 on SQLite.
    Bool,
    /// `bigint`.
    Int,
    /// `text`.
    Text,
    /// `bytea`; `blob` on SQLite.
    Bytes,
}

/// One value on its way in or out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
}

impl Value<'_> {
    /// The same value, owning its text.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(yes) => Value::Bool(yes),
            Self::Int(number) => Value::Int(number),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.into_owned())),
        }
    }
}

/// A Rust type with a column kind; used to hold the statement's types against the Rust ones.
pub trait Typed {
    /// The kind of column that it fits.
    const KIND: Kind;
}

/// What may stand for a `$n`.
pub trait Bind {
    /// The value to bind.
    fn value(&self) -> Value<'_>;
}

/// The value does not fit the Rust type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit;

/// What may be read from a column.
pub trait Read: Typed + Sized {
    /// Reads the value, or says that it does not fit.
    fn read(value: Value<'_>) -> Result<Self, Misfit>;
}

macro_rules! plain {
    ($($t:ty, $kind:ident, |$me:ident| $value:expr, |$raw:ident| $read:expr;)+) => { $(
        impl Typed for $t { const KIND: Kind = Kind::$kind; }
        impl Bind for $t { fn value(&self) -> Value<'_> { let $me = self; $value } }
        impl Read for $t { fn read($raw: Value<'_>) -> Result<Self, Misfit> { $read } }
    )+ };
}

plain! {
    bool, Bool, |me| Value::Bool(*me), |raw| match raw {
        Value::Bool(yes) => Ok(yes),
        Value::Int(0) => Ok(false),
        Value::Int(1) => Ok(true),
        _ => Err(Misfit),
    };
    i64, Int, |me| Value::Int(*me), |raw| match raw { Value::Int(number) => Ok(number), _ => Err(Misfit) };
    String, Text, |me| Value::Text(Cow::Borrowed(me)), |raw| match raw {
        Value::Text(text) => Ok(text.into_owned()),
        _ => Err(Misfit),
    };
    Vec<u8>, Bytes, |me| Value::Bytes(Cow::Borrowed(me)), |raw| match raw {
        Value::Bytes(bytes) => Ok(bytes.into_owned()),
        _ => Err(Misfit),
    };
    Date, Text, |me| Value::Text(Cow::Owned(dates::iso(*me))), |raw| match raw {
        Value::Text(text) => dates::parse_iso(&text).ok_or(Misfit),
        _ => Err(Misfit),
    };
    Role, Text, |me| Value::Text(Cow::Borrowed(me.as_str())), |raw| match raw {
        Value::Text(text) => text.parse().map_err(|_| Misfit),
        _ => Err(Misfit),
    };
}

impl Typed for &str {
    const KIND: Kind = Kind::Text;
}
impl Bind for &str {
    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}
impl Typed for &[u8] {
    const KIND: Kind = Kind::Bytes;
}
impl Bind for &[u8] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(Cow::Borrowed(self))
    }
}

impl<T: Typed> Typed for Option<T> {
    const KIND: Kind = T::KIND;
}
impl<T: Bind> Bind for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Bind::value)
    }
}
impl<T: Read> Read for Option<T> {
    fn read(value: Value<'_>) -> Result<Self, Misfit> {
        if value == Value::Null { Ok(None) } else { T::read(value).map(Some) }
    }
}

macro_rules! bind_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        impl Typed for kernel::$name { const KIND: Kind = Kind::Text; }
        impl Bind for kernel::$name {
            fn value(&self) -> Value<'_> {
                Value::Text(Cow::Owned(self.uuid().as_hyphenated().to_string()))
            }
        }
        impl Read for kernel::$name {
            fn read(value: Value<'_>) -> Result<Self, Misfit> {
                match value { Value::Text(text) => text.parse().map_err(|_| Misfit), _ => Err(Misfit) }
            }
        }
    )+ };
}
kernel::every_id!(bind_ids);

/// Keeps an enum as text: it has `as_str` and `FromStr`, and the column a check.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stored word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The words shown.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// Value and words of every variant, for a choice in a form.
            pub fn choices() -> Vec<(String, String)> {
                Self::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Misfit;
            fn from_str(word: &str) -> Result<Self, $crate::Misfit> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err($crate::Misfit) }
            }
        }
        impl $crate::Typed for $name { const KIND: $crate::Kind = $crate::Kind::Text; }
        impl $crate::Bind for $name {
            fn value(&self) -> $crate::Value<'_> { $crate::Value::Text(self.as_str().into()) }
        }
        impl $crate::Read for $name {
            fn read(value: $crate::Value<'_>) -> Result<Self, $crate::Misfit> {
                match value { $crate::Value::Text(text) => text.parse(), _ => Err($crate::Misfit) }
            }
        }
    };
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Bool(yes) => ValueRef::Integer(i64::from(*yes)),
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl<'a> TryFrom<rusqlite::types::ValueRef<'a>> for Value<'a> {
    type Error = Misfit;
    fn try_from(raw: rusqlite::types::ValueRef<'a>) -> Result<Self, Misfit> {
        use rusqlite::types::ValueRef;
        Ok(match raw {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Int(number),
            ValueRef::Text(text) => Self::Text(Cow::Borrowed(std::str::from_utf8(text).map_err(|_| Misfit)?)),
            ValueRef::Blob(bytes) => Self::Bytes(Cow::Borrowed(bytes)),
            ValueRef::Real(_) => return Err(Misfit),
        })
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(yes) => yes.to_sql(ty, out),
            Self::Int(number) => number.to_sql(ty, out),
            Self::Text(text) => text.as_ref().to_sql(ty, out),
            Self::Bytes(bytes) => bytes.as_ref().to_sql(ty, out),
        }
    }
    fn accepts(ty: &Type) -> bool {
        kind_of(ty).is_some()
    }
    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match kind_of(ty) {
            Some(Kind::Bool) => Self::Bool(bool::from_sql(ty, raw)?),
            Some(Kind::Int) if *ty == Type::INT4 => Self::Int(i32::from_sql(ty, raw)?.into()),
            Some(Kind::Int) => Self::Int(i64::from_sql(ty, raw)?),
            Some(Kind::Bytes) => Self::Bytes(Cow::Borrowed(raw)),
            Some(Kind::Text) => Self::Text(Cow::Borrowed(<&str>::from_sql(ty, raw)?)),
            None => return Err("a column outside the dialect".into()),
        })
    }
    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::Null)
    }
    fn accepts(ty: &Type) -> bool {
        kind_of(ty).is_some()
    }
}

/// The dialect's kind of a PostgreSQL type.
pub(crate) fn kind_of(ty: &Type) -> Option<Kind> {
    match *ty {
        Type::BOOL => Some(Kind::Bool),
        // int4 is what PostgreSQL makes of a literal in a select list
        Type::INT8 | Type::INT4 => Some(Kind::Int),
        Type::TEXT | Type::VARCHAR | Type::NAME => Some(Kind::Text),
        Type::BYTEA => Some(Kind::Bytes),
        _ => None,
    }
}
