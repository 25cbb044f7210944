<?php
// Says to Adda who a customer is. Needs nothing but PHP.

/** A token for the page of a signed-in customer, good for an hour. */
function identity_token(string $secret, array $customer): string
{
    $base64url = fn(string $data): string => rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    $head = ['alg' => 'HS256', 'typ' => 'JWT'];
    $claims = [
        'sub' => (string) $customer['id'],
        'name' => $customer['name'],
        'email' => $customer['email'],
        'exp' => time() + 3600,
    ];
    $signed = $base64url(json_encode($head)) . '.' . $base64url(json_encode($claims));
    return $signed . '.' . $base64url(hash_hmac('sha256', $signed, $secret, true));
}
