<?php
// The settings, in one option. WordPress stores it as serialized data, which its list of all
// options does not show: so the secret is not printed there either.

declare(strict_types=1);

defined('ABSPATH') || exit;

/** The languages of the chat. */
const ADDA_LANGUAGES = ['en' => 'English', 'bn' => 'বাংলা'];

/**
 * Returns the settings.
 *
 * @return array{server: string, language: string, identify: bool, fetch: bool, secret: string}
 */
function adda_options(): array
{
    $stored = get_option('adda_settings', []);
    $empty = ['server' => '', 'language' => '', 'identify' => false, 'fetch' => false, 'secret' => ''];
    return array_merge($empty, is_array($stored) ? $stored : []);
}

/** Returns the identity secret: the one of wp-config.php, or else the one of the settings. */
function adda_secret(): string
{
    return defined('ADDA_IDENTITY_SECRET') ? (string) ADDA_IDENTITY_SECRET : adda_options()['secret'];
}

/** Returns whether signed-in customers are identified. */
function adda_identifies(): bool
{
    return adda_options()['identify'] && adda_secret() !== '';
}

/** Returns the origin of an address, such as `https://support.example.com`; empty if it is not one. */
function adda_origin(string $address): string
{
    $parts = wp_parse_url(trim($address));
    if (!is_array($parts) || empty($parts['host']) || !in_array($parts['scheme'] ?? '', ['http', 'https'], true)) {
        return '';
    }
    return $parts['scheme'] . '://' . $parts['host'] . (isset($parts['port']) ? ':' . $parts['port'] : '');
}
