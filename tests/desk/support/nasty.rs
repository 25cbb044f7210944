//! Input from malicious people and broken programs.

/// Texts that have caused errors in programs before.
pub const NASTY_TEXTS: [&str; 14] = [
    "",
    "\0",
    "nul\0inside",
    "\u{feff}",
    "\u{202e}back to front",
    "\u{1b}[31mred",
    "'; DROP TABLE support_message; --",
    "\\' OR 1=1",
    "%_\\",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "<img src=x onerror=alert(1)>",
    "../../../../etc/passwd",
    "CONV-000000000000",
    "🏳️‍🌈ক্ষ\u{301}\u{301}\u{301}",
];

/// Returns bodies that are not valid requests.
pub fn nasty_bodies() -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = [
        "",
        " ",
        "{",
        "}",
        "null",
        "true",
        "42",
        "\"text\"",
        "[]",
        "[{}]",
        "{}",
        "{\"\":\"\"}",
        "{\"content\":null,\"up_to\":null,\"is_online\":null,\"username\":null,\"password\":null}",
        "{\"content\":[],\"up_to\":{},\"is_online\":\"yes\",\"username\":[],\"password\":{}}",
        "{\"content\":1e999,\"up_to\":1e999}",
        "{\"up_to\":-9223372036854775808,\"content\":\"x\"}",
        "{\"up_to\":9223372036854775807,\"content\":\"x\"}",
        "{\"up_to\":18446744073709551616}",
        "{\"up_to\":1.5}",
        "{\"content\":\"a\",\"content\":\"b\"}",
        "{\"content\":\"\\u0000\",\"username\":\"\\u0000\",\"password\":\"\\u0000\"}",
        "{\"content\":\"\\ud83d\"}",
        "{\"assigned_agent_id\":9223372036854775807}",
        "{\"assigned_agent_id\":-9223372036854775808}",
        "{\"identity_token\":\"..\"}",
        "{\"__proto__\":{\"content\":\"x\"}}",
        "content=Hello&up_to=1",
    ]
    .iter()
    .map(|body| body.as_bytes().to_vec())
    .collect();
    bodies.push(vec![0xff, 0xfe, 0x00]);
    bodies.push(b"{\"content\":\"\xc3\x28\"}".to_vec());
    bodies.push("[".repeat(50_000).into_bytes());
    bodies.push("{\"content\":".repeat(20_000).into_bytes());
    bodies.push(format!("{{\"content\":{}}}", "9".repeat(100_000)).into_bytes());
    bodies
}
