<?php
// Identity tokens: JSON Web Tokens that are signed with HS256 and the identity secret.

declare(strict_types=1);

/** How long a token is valid, in seconds. */
const ADDA_TOKEN_SECONDS = 3600;

/**
 * Signs a token that identifies a customer.
 *
 * @param array{sub: string, name: string, email: string} $customer
 */
function adda_identity_token(string $secret, array $customer): string
{
    $head = ['alg' => 'HS256', 'typ' => 'JWT'];
    $claims = $customer + ['exp' => time() + ADDA_TOKEN_SECONDS];
    $signed = adda_token_part($head) . '.' . adda_token_part($claims);
    return $signed . '.' . adda_base64url(hash_hmac('sha256', $signed, $secret, true));
}

/** Writes a part of a token. A name that is not UTF-8 must not lead to an empty token. */
function adda_token_part(array $part): string
{
    return adda_base64url(json_encode($part, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE));
}

function adda_base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}
