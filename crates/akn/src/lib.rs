//! Texts of law with their parts: read from plain lines (phần, chương, mục, điều, khoản, điểm), and
//! written as Akoma Ntoso 3.0 (OASIS Standard, 29/08/2018).
