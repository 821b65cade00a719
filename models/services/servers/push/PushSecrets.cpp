#include "services/servers/push/PushSecrets.h"

#include "domain/formats/AuthenticationNames.h"
#include "domain/formats/KeptLists.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace gatehouse {

using serverwriting::Written;
using serverwriting::written;

namespace {

struct PushSecretsText
{
    Q_DECLARE_TR_FUNCTIONS(PushSecrets)
};

/// Whether it makes a secret for a new client application that brings none, and gives it.
bool makesSecrets(const Server &server)
{
    return server.kind == ServerKind::Keycloak || server.kind == ServerKind::Hydra ||
           server.kind == ServerKind::Registration;
}

/// Whether the server says its secrets.
bool isTellingSecrets(const ClientApplication &there)
{
    return !there.secrets.isEmpty() &&
           std::ranges::none_of(there.secrets, &ClientSecret::isKnownToServerOnly);
}

}

/// A registration endpoint chooses them by itself (RFC 7591 3.2.1, RFC 7592 2.2).
bool PushSecrets::canSend() const
{
    return m_plan.includeSecrets && m_plan.server.kind != ServerKind::Registration;
}

void PushSecrets::planNew(bool sendsHashes)
{
    if (!sendsSecret(m_push.target))
        return;
    if (sendsHashes) {
        m_push.sendsHashes = true;
        m_push.notes << PushSecretsText::tr("The hashes of its secrets are sent.");
        return;
    }
    if (canSend() && canBeRead(m_push.target)) {
        m_push.sendsSecret = true;
        return;
    }
    if (!makesSecrets(m_plan.server)) {
        m_push.notes << PushSecretsText::tr("It goes there without a secret. %1").arg(howToSend());
        return;
    }
    if (!m_plan.canKeepNewSecrets) {
        refuse(PushSecretsText::tr("%1 would make a secret for it, which could not be kept here, because "
                                   "encryption is not set up or out of reach. Set it up under Settings > "
                                   "Encryption. %2")
                   .arg(m_plan.server.name, howToSend()));
        return;
    }
    m_push.takesNewSecret = true;
    m_push.notes << PushSecretsText::tr("%1 makes a secret for it, which is added here, encrypted. %2")
                        .arg(m_plan.server.name, howToSend());
}

void PushSecrets::planMissing(const SeenSides &sides)
{
    const bool isTold = isTellingSecrets(sides.there);
    const bool isKnown = isTold && !sides.secretsDiffer;
    const bool isReplaced = canSend() && canBeRead(m_mirror.stored);
    if (!m_push.lacksSecret || !sendsSecret(sides.there) || isKnown || isReplaced)
        return;
    if (!isTold) {
        refuse(PushSecretsText::tr("A push that broke off added it there, and %1 made a secret for it that "
                                   "nobody knows. %2")
                   .arg(m_plan.server.name, howToReplace()));
    } else if (!m_plan.canKeepNewSecrets) {
        refuse(PushSecretsText::tr("A push that broke off added it there, and %1 made a secret for it, which "
                                   "cannot be kept here, because encryption is not set up or out of reach. "
                                   "Set it up under Settings > Encryption.")
                   .arg(m_plan.server.name));
    } else {
        m_push.takesNewSecret = true;
        m_push.notes << PushSecretsText::tr("A push that broke off added it there, and %1 made a secret for "
                                            "it, which is added here, encrypted.")
                            .arg(m_plan.server.name);
    }
}

Result<void> PushSecrets::plan(const SeenSides &sides, const Written &now)
{
    if (!sendsSecret(m_push.target) || m_push.refusal || m_push.takesNewSecret)
        return {};
    if (!canSend()) {
        noteUnsent(sides);
        return {};
    }
    const QList<ClientSecret> known = m_push.target.secrets;
    addOurs(m_push.target);
    return written(m_plan.material->sight, m_push.target).transform([&](const Written &with) {
        if (!kept::isEqual(with.object, now.object)) { // as hashes
            const json::Json without =
                std::exchange(m_push.objectAfter, kept::patched(m_push.objectAfter, now.object, with.object));
            m_push.sendsHashes = !kept::isEqual(without, m_push.objectAfter);
            if (m_push.sendsHashes)
                m_push.notes << PushSecretsText::tr("The hashes of its secrets are sent; those there stay.");
            return;
        }
        m_push.sendsSecret = canBeRead(m_mirror.stored) && !isNewestAmong(known);
        if (!canBeRead(m_mirror.stored))
            m_push.notes << PushSecretsText::tr("No secret is sent. %1").arg(howToSend());
    });
}

void PushSecrets::noteUnsent(const SeenSides &sides)
{
    const bool isOlder = isTellingSecrets(sides.there) && sendsSecret(sides.there) &&
                         canBeRead(m_mirror.stored) && !isNewestAmong(sides.there.secrets);
    if (!sides.secretsDiffer && !isOlder)
        return;
    if (m_plan.server.kind == ServerKind::Registration) {
        m_push.notes << PushSecretsText::tr("Its secrets differ: %1 chooses them by itself. Take what is "
                                            "there.")
                            .arg(m_plan.server.name);
    } else if (canBeRead(m_mirror.stored) || areHashesSaid()) {
        m_push.notes << PushSecretsText::tr("Its secrets differ, and are sent when secrets are asked for.");
    } else {
        m_push.notes << PushSecretsText::tr("Its secrets differ. Those here are kept as hashes, which nobody "
                                            "can send: take what is there, or add one encrypted to send it.");
    }
}

void PushSecrets::refuse(const QString &text)
{
    m_push.status = PushStatus::Refused;
    m_push.refusal = Error{Error::Kind::Rule, text};
}

QString PushSecrets::howToReplace() const
{
    if (canBeRead(m_mirror.stored))
        return PushSecretsText::tr("Push it with secrets, so that the one here takes its place.");
    return PushSecretsText::tr("Those here are kept as hashes, which nobody can send: add one encrypted, and "
                               "push it with secrets.");
}

QString PushSecrets::howToSend() const
{
    if (m_plan.server.kind == ServerKind::Registration)
        return PushSecretsText::tr("Those here cannot be sent: it chooses secrets by itself.");
    if (canBeRead(m_push.target))
        return PushSecretsText::tr("Its secret here is sent when secrets are asked for.");
    return PushSecretsText::tr("Those here are kept as hashes, which nobody can send: add one encrypted to "
                               "send it.");
}

bool PushSecrets::canBeRead(const ClientApplication &client) const
{
    return bool(newestReadable(client));
}

/// Whether the format has a word for them, so that what cannot be read can be sent.
bool PushSecrets::areHashesSaid() const
{
    const ServerSight &sight = m_plan.material->sight;
    ClientApplication bare = m_mirror.stored;
    bare.secrets.clear();
    const auto with = written(sight, m_mirror.stored);
    const auto without = written(sight, bare);
    return with && without && !kept::isEqual(with->object, without->object);
}

/// The one that is sent where a server takes one: of the same second that which was added last.
std::optional<ClientSecret> PushSecrets::newestReadable(const ClientApplication &client) const
{
    std::optional<ClientSecret> newest;
    for (const ClientSecret &secret : client.secrets) {
        const bool isReadable = secret.isRecoverable() && secret.usableAt(m_plan.now);
        if (isReadable && (!newest || newest->created <= secret.created))
            newest = secret;
    }
    return newest;
}

bool PushSecrets::isNewestAmong(const QList<ClientSecret> &there) const
{
    const auto newest = newestReadable(m_mirror.stored);
    return newest && std::ranges::contains(there, newest->hash, &ClientSecret::hash);
}

/// What is there stays, where the server takes several.
void PushSecrets::addOurs(ClientApplication &client) const
{
    for (const ClientSecret &secret : m_mirror.stored.secrets) {
        const bool isThere = std::ranges::contains(client.secrets, secret.hash, &ClientSecret::hash);
        if (secret.isKnownToServerOnly() || !secret.usableAt(m_plan.now))
            continue;
        if (isThere)
            client.secrets.removeIf([&](const ClientSecret &one) { return one.hash == secret.hash; });
        client.secrets << secret;
    }
}

}
