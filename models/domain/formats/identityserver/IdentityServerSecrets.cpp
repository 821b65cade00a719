#include "domain/formats/identityserver/IdentityServerSecrets.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/identityserver/Configuration.h"
#include "domain/formats/identityserver/IdentityServerSecret.h"
#include "domain/rules/JsonWebKey.h"
#include "domain/rules/Placeholder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::identityserver {

using json::Json;

namespace {

class Reader
{
public:
    Reader(ImportedClient &imported, const IdentityServerVariant &variant, const QDateTime &now)
        : m_imported(imported), m_client(imported.client), m_variant(variant), m_access(imported), m_now(now)
    {
    }

    Result<void> readOne(const Json &object, const QString &place)
    {
        return readSecret(object, place).transform([&](ReadSecret &&read) {
            read.property = json::element(QString::fromLatin1(secretsProperty), m_all.size());
            m_all.push_back(std::move(read));
        });
    }

    void takeAll()
    {
        if (m_client.isPublic())
            return leavePublic();
        takeShared();
        if (m_client.secrets.isEmpty())
            takeKeys();
        if (m_client.secrets.isEmpty() && m_client.keys.isEmpty())
            takeCertificates();
        for (ReadSecret &read : m_all) {
            if (!read.isShared() && !read.asItCame.contains(secretIdentity))
                leave(read);
        }
    }

    Json asItCame() const
    {
        Json list = Json::array();
        for (const ReadSecret &read : m_all) {
            if (!read.asItCame.is_null())
                list.push_back(read.asItCame);
        }
        return list;
    }

private:
    void leavePublic()
    {
        for (ReadSecret &read : m_all)
            leave(read);
        const bool anyStays =
            std::ranges::any_of(m_all, [](const ReadSecret &read) { return !read.asItCame.is_null(); });
        if (anyStays) {
            m_imported.notes << FormatText::tr(
                "RequireClientSecret is false, so that nobody asks for its ClientSecrets. They stay under "
                "Other settings.");
        }
    }

    void takeShared()
    {
        QList<Loss> serversOwn;
        for (ReadSecret &read : m_all) {
            if (!read.isShared())
                continue;
            ClientSecret secret;
            const Outcome outcome = m_variant.secretsAreHashed
                                        ? takeHash(read.text(), m_client.clientId, secret)
                                        : takePlain(m_imported, read.text(), secret);
            if (outcome.fault.isEmpty())
                add(read, secret);
            else if (!outcome.stays)
                read.asItCame = nullptr;
            if (outcome.isServers)
                serversOwn << Loss{m_client.clientId, read.property, outcome.fault};
            else if (!outcome.fault.isEmpty())
                m_access.lose(read.property, outcome.fault);
        }
        finishShared(serversOwn);
    }

    void add(ReadSecret &read, ClientSecret &secret)
    {
        secret.description = read.description.value_or(QString());
        if (secret.description.isEmpty())
            m_imported.bareSecrets << secret.hash;
        secret.created = m_now;
        secret.expires = read.expires;
        m_client.secrets << secret;
        read.asItCame.erase(valueName);
        read.asItCame[secretIdentity] = json::fromText(secret.hash);
    }

    /// What the file says of none is not overwritten.
    void finishShared(const QList<Loss> &serversOwn)
    {
        QList<ClientSecret> &secrets = m_client.secrets;
        if (secrets.isEmpty() && !serversOwn.isEmpty()) {
            m_access.takeServersSecret(serversOwn.first().field, serversOwn.first().text);
            m_imported.losses << serversOwn.sliced(1);
        } else {
            m_imported.losses << serversOwn;
        }
        if (secrets.isEmpty())
            return;
        m_imported.named << ClientField::Secrets << ClientField::ClientAuthentication;
        const bool anyDescribed =
            !std::ranges::all_of(secrets, &QString::isEmpty, &ClientSecret::description);
        for (ClientSecret &secret : secrets) {
            if (!anyDescribed)
                secret.description = FormatText::tr("Imported");
        }
    }

    void takeKeys()
    {
        Json keys = Json::array();
        std::vector<ReadSecret *> taken;
        for (ReadSecret &read : m_all) {
            if (Json key = keyIn(read); key.is_object()) {
                keys.push_back(std::move(key));
                taken.push_back(&read);
            }
        }
        if (keys.empty())
            return;
        m_access.takeAuthentication(u"private_key_jwt"_s);
        m_access.takeKeys(keys, QString::fromLatin1(secretsProperty));
        for (std::size_t index = 0; index < taken.size(); ++index) {
            const QString &key = m_client.keys.at(qsizetype(index));
            Json &asItCame = taken[index]->asItCame;
            asItCame[secretIdentity] = identityOfKey(key);
            if (json::compactText(keys[index]) != key)
                asItCame[valueName] = json::fromText(key); // without its private part
        }
    }

    /// A certificate stands for its key until the import is planned: reading that takes OpenSSL. Null where
    /// there is none.
    static Json keyIn(const ReadSecret &read)
    {
        if (read.isCertificateOfKey() && !read.text().isEmpty() && !isPlaceholder(read.text().toUtf8()))
            return certificateAlone(read.text());
        return read.isJwk() ? json::fromCompactText(read.text()) : Json();
    }

    void takeCertificates()
    {
        QStringList kinds;
        for (const ReadSecret &read : m_all) {
            if (read.isCertificate())
                kinds << read.kind();
        }
        if (kinds.isEmpty())
            return;
        // RFC 8705 2: a thumbprint is of the certificate itself, a name of one that a CA has signed
        m_access.takeAuthentication(kinds.contains("X509Thumbprint"_L1) ? u"self_signed_tls_client_auth"_s
                                    : kinds.contains("X509Name"_L1)     ? u"tls_client_auth"_s
                                                                        : QString());
        kinds.removeDuplicates();
        m_imported.notes << FormatText::tr(
                                "It proves who it is by a certificate (%1), which stays under Other "
                                "settings as it came.")
                                .arg(kinds.join(", "_L1));
    }

    /// As it came, unless that would be a secret in clear.
    void leave(ReadSecret &read)
    {
        if (read.isCertificate() || isPlaceholder(read.text().toUtf8()))
            return;
        if (m_variant.secretsAreHashed && isHash(read.text()))
            return;
        Json key = read.isJwk() ? json::fromCompactText(read.text()) : Json();
        if (!key.is_object()) {
            read.asItCame = nullptr;
            m_access.lose(read.property,
                          FormatText::tr("Not kept: it may be a secret in clear, which Gatehouse "
                                         "keeps of nothing but its client secrets."));
            return;
        }
        for (auto member = key.begin(); member != key.end();) {
            if (!rules::isPrivateMember(member.key())) {
                ++member;
                continue;
            }
            member = key.erase(member);
            read.asItCame[valueName] = nullptr;
        }
        if (read.asItCame[valueName].is_null()) {
            read.asItCame[valueName] = json::fromText(json::compactText(key));
            m_access.lose(read.property,
                          FormatText::tr("The private part of the key is not kept: nobody but the client "
                                         "application may have it. Make a new key, and keep it there."));
        }
    }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    const IdentityServerVariant &m_variant;
    ImportedAccess m_access;
    QDateTime m_now;
    std::vector<ReadSecret> m_all;
};

}

Result<Json> readSecrets(ImportedClient &imported, const Json *section, const IdentityServerVariant &variant,
                         const QDateTime &now)
{
    if (!section)
        return Json();
    imported.client.secrets.clear();
    Reader reader(imported, variant, now);
    const auto readOne = [&](const Json &object, const QString &place) {
        return reader.readOne(object, place);
    };
    return configuration::eachChild(*section, json::member(imported.place, secretsProperty), readOne)
        .transform([&] {
            reader.takeAll();
            return reader.asItCame();
        });
}

}
