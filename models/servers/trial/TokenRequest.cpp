#include "servers/trial/TokenRequest.h"

#include "domain/Digests.h"
#include "domain/SecretMaker.h"
#include "domain/explain/masking/SecretNames.h"
#include "domain/rules/JsonWebKey.h"
#include "servers/http/HttpText.h"
#include "servers/trial/TrialText.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

using json::Json;

constexpr qint64 assertionLife = 60; ///< seconds

/// The name under which the server knows the key: another one may have been chosen there.
QString keyIdOf(const TokenKeys::Signer &signer, const QStringList &publicKeys)
{
    const rules::KeyFacts own = rules::keyFacts(signer.publicKey);
    for (const QString &key : publicKeys) {
        const rules::KeyFacts facts = rules::keyFacts(key);
        if (!facts.id.isEmpty() && facts.thumbprint == own.thumbprint)
            return facts.id;
    }
    return signer.keyId.isEmpty() ? own.thumbprint : signer.keyId;
}

/// RFC 7523 2.2 and 3. Its audience is the issuer, as OpenID Connect Core has it since 2025: what names the
/// token endpoint could be used at another server that says it is there.
Result<SecretBytes> assertion(const Request &request, const ServerMetadata &server, TokenKeys &keys)
{
    return keys.signer(request.secret).and_then([&](const TokenKeys::Signer &signer) {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const Json header{{"alg", signer.algorithm.toStdString()},
                          {"typ", "JWT"},
                          {"kid", json::fromText(keyIdOf(signer, request.publicKeys))}};
        const Json claims{{"iss", json::fromText(request.clientId)},
                          {"sub", json::fromText(request.clientId)},
                          {"aud", json::fromText(server.issuer)},
                          {"jti", json::fromText(randomText())},
                          {"iat", now},
                          {"exp", now + assertionLife}};
        const QByteArray text =
            base64Url(QByteArrayView(header.dump())) + '.' + base64Url(QByteArrayView(claims.dump()));
        return keys.sign(request.secret, signer.algorithm, text).transform([&](const QByteArray &signature) {
            return takeSecret(text + '.' + base64Url(signature));
        });
    });
}

/// RFC 6749 2.3.1: encoded as in a form before both are joined.
SecretBytes encodedForHeader(const SecretBytes &secret)
{
    QByteArray clear = viewOf(secret).toByteArray();
    SecretBytes encoded = takeSecret(clear.toPercentEncoding());
    wipe(clear);
    return encoded;
}

/// Adds the proof to the form or the header.
class Proving
{
public:
    Proving(const Request &request, FormFields &fields) : m_request(request), m_fields(fields) {}

    Result<void> prove(const ServerMetadata &server, TokenKeys &keys)
    {
        switch (m_request.authentication) {
        case Authentication::None:
            addClientId();
            return {};
        case Authentication::SecretBasic:
            m_proof.byHeader = true;
            m_proof.headerClientId = m_request.clientId;
            m_authorization = {HttpAuthorization::Scheme::Basic,
                               QString::fromLatin1(QUrl::toPercentEncoding(m_request.clientId)),
                               encodedForHeader(m_request.secret)};
            return takeHash();
        case Authentication::SecretPost:
            m_proof.byForm = true;
            addClientId();
            m_fields << std::pair(u"client_secret"_s, m_request.secret);
            return takeHash();
        case Authentication::PrivateKey:
            break;
        }
        m_proof.byAssertion = true;
        addClientId();
        return assertion(m_request, server, keys).transform([&](const SecretBytes &text) {
            m_fields << std::pair(u"client_assertion_type"_s,
                                  formValue(u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s))
                     << std::pair(u"client_assertion"_s, text);
        });
    }

    const HttpAuthorization &authorization() const { return m_authorization; }
    const explain::Proof &proof() const { return m_proof; }

private:
    void addClientId() { m_fields << std::pair(u"client_id"_s, formValue(m_request.clientId)); }

    Result<void> takeHash()
    {
        if (m_request.secret.isEmpty()) {
            return fail(Error::Kind::Rule,
                        TrialText::tr("The client secret is missing. Type it, as only its hash is stored."));
        }
        m_proof.secretHash = secretHash(viewOf(m_request.secret));
        return {};
    }

    const Request &m_request;
    FormFields &m_fields;
    HttpAuthorization m_authorization;
    explain::Proof m_proof;
};

explain::PastedRequest knownOf(const QUrl &endpoint, const FormFields &fields, const explain::Proof &proof)
{
    explain::PastedRequest known{.kind = explain::RequestKind::Token, .server = serverOf(endpoint)};
    known.proof = proof;
    for (const auto &[name, value] : fields) {
        const bool isMasked = explain::isSecretParameter(name);
        known.parameters << explain::Parameter{.name = name,
                                               .value =
                                                   isMasked ? QString() : QString::fromUtf8(viewOf(value)),
                                               .isMasked = isMasked};
    }
    return known;
}

}

Result<TokenRequest> tokenRequest(const Request &request, const ServerMetadata &server, TokenKeys &keys,
                                  FormFields fields)
{
    Proving proving(request, fields);
    return proving.prove(server, keys).transform([&] {
        TokenRequest made{HttpRequest::withForm(server.token, fields),
                          knownOf(server.token, fields, proving.proof())};
        made.http.authorization = proving.authorization();
        for (const auto &[name, value] : std::as_const(fields)) {
            if (explain::isSecretParameter(name))
                made.http.secrets << value;
        }
        if (request.authentication == Authentication::SecretBasic)
            made.http.secrets << request.secret;
        return made;
    });
}

SecretBytes formValue(const QString &text)
{
    return secretCopy(text.toUtf8());
}

QString randomText()
{
    std::array<quint32, 8> bytes{};
    QRandomGenerator::system()->fillRange(bytes.data(), qsizetype(bytes.size()));
    return QString::fromLatin1(
        base64Url(QByteArrayView(reinterpret_cast<const char *>(bytes.data()), sizeof(bytes))));
}

QString challengeOf(const QString &verifier)
{
    return QString::fromLatin1(
        base64Url(QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256)));
}

}
