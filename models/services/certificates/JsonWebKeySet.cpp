#include "services/certificates/JsonWebKeySet.h"

#include "domain/Digests.h"

#include <QCryptographicHash>

namespace gatehouse {

namespace {

QByteArray sha256(const QByteArray &bytes)
{
    return base64Url(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
}

}

QByteArray jwkThumbprint(const RsaNumbers &numbers)
{
    return sha256(R"({"e":")" + base64Url(numbers.e) + R"(","kty":"RSA","n":")" + base64Url(numbers.n) +
                  R"("})");
}

JsonWebKeySet::JsonWebKeySet()
{
    write("{\n  \"keys\": [");
}

void JsonWebKeySet::add(const QByteArray &certificate, const RsaNumbers &numbers)
{
    write(m_isEmpty ? "\n    {" : ",\n    {");
    m_isEmpty = false;
    write("\n      \"kty\": \"RSA\"");
    member("use", "sig");
    member("alg", "RS256");
    member("kid", jwkThumbprint(numbers));
    number("n", numbers.n);
    number("e", numbers.e);
    if (!numbers.d.isEmpty()) {
        number("d", viewOf(numbers.d));
        number("p", viewOf(numbers.p));
        number("q", viewOf(numbers.q));
        number("dp", viewOf(numbers.dp));
        number("dq", viewOf(numbers.dq));
        number("qi", viewOf(numbers.qi));
    }
    x5c(certificate);
    member("x5t#S256", sha256(certificate));
    write("\n    }");
}

SecretBytes JsonWebKeySet::end()
{
    write(m_isEmpty ? "]\n}\n" : "\n  ]\n}\n");
    return m_text;
}

void JsonWebKeySet::write(QByteArrayView text)
{
    m_text.append(secretCopy(text));
}

void JsonWebKeySet::member(const char *name, QByteArrayView value)
{
    write(",\n      \"");
    write(name);
    write("\": \"");
    write(value);
    write("\"");
}

void JsonWebKeySet::number(const char *name, QByteArrayView value)
{
    QByteArray encoded = base64Url(value);
    member(name, encoded);
    wipe(encoded);
}

void JsonWebKeySet::x5c(const QByteArray &certificate)
{
    write(",\n      \"x5c\": [\n        \"");
    write(certificate.toBase64());
    write("\"\n      ]");
}

}
