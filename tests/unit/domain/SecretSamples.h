#pragma once

#include <QStringList>

/// What people copy, in the ways in which it is copied. `%1` is a secret.
namespace gatehouse::test {

using namespace Qt::StringLiterals;

inline const QStringList withSecret{uR"re({"body":"{\"client_secret\":\"%1\"}"})re"_s,
                                    uR"re("{\"refresh_token\":\"%1\"}")re"_s,
                                    uR"re({"client_secret":"ab\"%1"})re"_s,
                                    uR"re({"client_secret" : "a %1"})re"_s,
                                    uR"re({"client_secret":"a,%1"})re"_s,
                                    uR"re({"client_secret":"a&%1"})re"_s,
                                    uR"re({"client_secret":["%1"]})re"_s,
                                    uR"re({"token":{"value":"%1"}})re"_s,
                                    uR"re({"refreshToken":"%1"})re"_s,
                                    uR"re({"accessToken":"%1"})re"_s,
                                    uR"re({"codeVerifier":"%1"})re"_s,
                                    uR"re({"idTokenHint":"%1"})re"_s,
                                    uR"re(""client_secret"":""%1"")re"_s,
                                    u"client_secret: ab;%1"_s,
                                    u"password: a b %1"_s,
                                    u"code=ab;%1"_s,
                                    u"code=ab,%1"_s,
                                    u"code=ab'%1"_s,
                                    u"client_secret%0A=%1"_s,
                                    u"password=ab}%1"_s,
                                    u"client_secret=%26%1"_s,
                                    u"client_secret=%27%1"_s,
                                    u"client_secret=<%1>"_s,
                                    u"%22client_secret%22%3A%22%1%22"_s,
                                    u"d=%7B%22code%22%3A%20%22a%5C%22%1%22%7D"_s,
                                    u"cb?d=%257B%2522refresh_token%2522%253A%2522%1%2522"_s,
                                    u"redirect_uri=https%253A%252F%252Fa%253Fcode%253Da%252526%1"_s,
                                    u"https%3A%2F%2Fanna%3A%1%40host"_s,
                                    u"https%3A%2F%2F%1%40host"_s,
                                    u"https://%1@host/cb"_s,
                                    uR"re("cookie": "KC=%1")re"_s,
                                    uR"re("authorization": "DPoP %1")re"_s,
                                    uR"re("Authorization":"Token %1")re"_s,
                                    uR"re("Authorization":["Basic %1"])re"_s,
                                    u"Authorization=Basic %1"_s,
                                    u"HTTP_AUTHORIZATION=\"Basic %1\""_s,
                                    u"authorization%3A%20Basic%20%1"_s,
                                    u"-H $'Cookie: KC=%1'"_s,
                                    u"-b 'KC=%1'"_s,
                                    u"--cookie \"KC=%1\""_s,
                                    u"curl -uweb-shop:%1"_s,
                                    u"curl --user \"web-shop:a b%1\""_s,
                                    u"curl -u 'web-shop':'%1'"_s,
                                    u"curl -u web-shop:\"%1\""_s,
                                    u"curl -su web-shop:%1"_s,
                                    u"curl --proxy-user web-shop:%1"_s,
                                    u"curl -U web-shop:%1"_s,
                                    u"-d \"password=a b%1\""_s,
                                    u"-d 'client_secret=a\"%1'"_s,
                                    u"x --client-secret %1"_s,
                                    u"--form client_secret=\"%1\""_s,
                                    u"Content-Disposition: form-data; name=\"client_secret\"\n\n%1\n--b"_s,
                                    uR"re(form-data; name="client_secret"\r\n\r\na b %1\r\n--b)re"_s,
                                    u"<input type=\"hidden\" name=\"code\" value=\"a>%1\">"_s,
                                    u"<INPUT value='%1' name='code'>"_s,
                                    u"'client_secret' => '%1'"_s,
                                    u"[code] => %1"_s,
                                    u"client_secret -> %1"_s,
                                    u"client_secret := %1"_s,
                                    u"X-Api-Key: %1"_s,
                                    u"oauth.client_secret=%1"_s,
                                    u"SERVER_SECRET=%1"_s,
                                    u"client_secret[0]=%1"_s,
                                    u"&quot;code&quot;:&quot;a&amp;%1&quot;"_s,
                                    uR"re(cb?code\u003d%1)re"_s};

inline const QStringList withoutSecret{
    u"https://idp/"_s
    u"auth?response_type=code&client_id=web-shop&redirect_uri=https%3A%2F%2Fa%2Fcb&scope=openid"_s,
    u"response_type=code token&state=a&nonce=b&code_challenge_method=S256&prompt=none"_s,
    uR"re({"client_id":"web-shop","redirect_uris":["https://a/cb"],"token_type":"bearer"})re"_s,
    u"curl -X POST https://idp/token -d grant_type=client_credentials -d scope=api"_s,
    u"type=\"LOGIN_ERROR\", clientId=\"web-shop\", error=\"invalid_code\", "_s
    u"redirect_uri=\"https://a/cb\""_s,
    u"urn:ietf:params:oauth:grant-type:device_code"_s,
    u"token_endpoint_auth_method=client_secret_basic"_s,
    u"Error in authorization: https://idp/auth?client_id=web-shop"_s,
    u"https://a.example/x?mail=me@b.example"_s,
    u"<input name=\"state\" value=\"abc\">"_s};

inline const QList<std::pair<QString, QString>> besideSecret{
    {u"code=%1, client_id=web-shop"_s, u"code=***, client_id=web-shop"_s},
    {u"\"code=%1 client_id=web-shop\""_s, u"\"code=*** client_id=web-shop\""_s},
    {uR"re({"code":12345,"state":"x"})re"_s, uR"re({"code":***,"state":"x"})re"_s},
    {u"curl -u 'web-shop:%1' -d scope=api"_s, u"curl -u 'web-shop:***' -d scope=api"_s},
    {u"code=&client_id=web-shop"_s, u"code=&client_id=web-shop"_s},
    {u"-H \"Authorization: Basic %1\" -d scope=api"_s, u"-H \"Authorization: Basic ***\" -d scope=api"_s},
    {u"https://me:%1@a/cb?scope=api"_s, u"https://me:***@a/cb?scope=api"_s},
    {u"<input name=\"code\" value=\"%1\"><input name=\"state\" value=\"s\">"_s,
     u"<input name=\"code\" value=\"***\"><input name=\"state\" value=\"s\">"_s},
};

}
