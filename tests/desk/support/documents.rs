//! Documents to send, with only the bytes that identify their type.

/// A PDF.
pub const PDF: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n";
/// A program for Windows.
pub const PROGRAM: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0\xB8\0\0\0PE\0\0";
/// A drawing that can run scripts.
pub const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
/// A page.
pub const HTML: &[u8] = b"<!DOCTYPE html><title>Sign in</title><script>alert(1)</script>";

/// Returns a zip archive of empty files, not compressed.
pub fn zip(names: &[&str]) -> Vec<u8> {
    archive(&names.iter().map(|name| (*name, "")).collect::<Vec<_>>())
}

/// Returns a zip archive of files with their content, not compressed.
pub fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut packed, mut list) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let at = u32::try_from(packed.len()).unwrap().to_le_bytes();
        let sizes = [&[0; 12][..], &size, &size].concat();
        packed
            .extend([&b"PK\x03\x04\x14\0"[..], &sizes, &length, &[0; 2], name.as_bytes(), content.as_bytes()].concat());
        let entry = [&b"PK\x01\x02\x14\0\x14\0"[..], &sizes, &length, &[0; 12], &at, name.as_bytes()].concat();
        list.extend(entry);
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let length = u32::try_from(list.len()).unwrap().to_le_bytes();
    let at = u32::try_from(packed.len()).unwrap().to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length, &at, &[0; 2]].concat();
    [packed, list, end].concat()
}

/// Returns a compound file of empty parts with these names, in the format of Microsoft's
/// documents before 2007 ([MS-CFB], section 2).
pub fn compound(names: &[&str]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let directory = names.len().div_ceil(4);
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[0x1A..0x20].copy_from_slice(&[3, 0, 0xFE, 0xFF, 9, 0]);
    header[0x20] = 6;
    header[0x2C] = 1;
    // The table of chains is in sector 0, and the directory begins in sector 1.
    header[0x30] = 1;
    header[0x44..0x48].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    header[0x4C..].fill(0xFF);
    header[0x4C..0x50].fill(0);
    let mut table = vec![0xFF; SECTOR];
    table[..4].copy_from_slice(&0xFFFF_FFFD_u32.to_le_bytes());
    for sector in 1..=directory {
        let next = if sector == directory { 0xFFFF_FFFE } else { u32::try_from(sector).unwrap() + 1 };
        table[sector * 4..sector * 4 + 4].copy_from_slice(&next.to_le_bytes());
    }
    let mut entries = vec![0; directory * SECTOR];
    for (name, entry) in names.iter().zip(entries.chunks_mut(128)) {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[0x40] = u8::try_from(units.len() + 2).unwrap();
        entry[0x42] = 2;
    }
    [header, table, entries].concat()
}

/// Returns a Word document in the format before 2007.
pub fn doc() -> Vec<u8> {
    compound(&["Root Entry", "1Table", "\u{5}SummaryInformation", "\u{1}CompObj", "WordDocument", "Data"])
}

/// Returns a Word document.
pub fn docx() -> Vec<u8> {
    zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
}

/// Returns an Excel workbook whose entries are in an unusual order.
pub fn xlsx() -> Vec<u8> {
    zip(&["xl/workbook.xml", "docProps/app.xml", "[Content_Types].xml"])
}
