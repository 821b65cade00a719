#include "services/servers/push/PushNotes.h"

#include "domain/servers/SeenOnServer.h"
#include "domain/servers/ServerActions.h"
#include "services/servers/ServerAudit.h"
#include "services/servers/ServerOpening.h"
#include "services/servers/push/ClientPush.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/ServerEdits.h"
#include "store/records/SecurityStore.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse {

namespace {

struct NotesText
{
    Q_DECLARE_TR_FUNCTIONS(PushNotes)
};

QStringList sentFields(const PlannedPush &push, const QString &format)
{
    QStringList names;
    for (const MergePart &part : push.merge.parts + push.added) {
        if (part.choice == MergeSide::Here)
            names << view::name(part.place, format);
    }
    if (push.sendsSecret || push.sendsHashes)
        names << QString::fromLatin1(fieldInfo(ClientField::Secrets).name);
    names.removeDuplicates();
    return names;
}

}

PushNotes::PushNotes(Database &database, const Encryption &encryption, const PushPlan &plan)
    : m_database(database), m_encryption(encryption), m_plan(plan)
{
}

Result<void> PushNotes::note(const PlannedPush &push, const NoteInto &into)
{
    return editing(m_database, [&](EditSession &session) {
        return edit::changeServerClient(session, m_plan.server.key, push.key,
                                        [&](store::ServerClient &known) { return into(session, known); });
    });
}

/// A registration is sent once, because nobody can see whether it came.
Result<void> PushNotes::pending(const PlannedPush &push, bool isPending)
{
    if (m_plan.server.kind != ServerKind::Registration || push.status != PushStatus::New)
        return {};
    return note(push, [&](EditSession &, store::ServerClient &known) -> Result<void> {
        known.registrationPending = isPending;
        return {};
    });
}

/// A server that ended in the middle of it may have stored a part.
Result<void> PushNotes::unanswered(const PlannedPush &push)
{
    return note(push, [&](EditSession &, store::ServerClient &known) -> Result<void> {
        SeenOnServer seen = seen::fromText(known.lastSeen);
        seen.isUnanswered = true;
        seen.lacksSecret = seen.lacksSecret || (push.status == PushStatus::New && push.takesNewSecret);
        known.lastSeen = seen::toText(seen);
        return {};
    });
}

Result<void> PushNotes::notWritten(const PlannedPush &push, const Error &error, bool mayBeThere, bool isOpen)
{
    const auto noted = editing(m_database, [&](EditSession &session) {
        return serveraudit::note(session, audit::pushed, m_plan.server, {push.key, push.clientId}, {},
                                 error.text);
    });
    if (!noted)
        return std::unexpected(noted.error());
    // What is refused may be a later step of several.
    const bool isSingle = m_plan.server.kind == ServerKind::Registration;
    const bool isAnswered =
        isSingle && !isOpen && (error.kind == Error::Kind::Rule || error.kind == Error::Kind::Conflict);
    const auto known = isAnswered || !mayBeThere ? pending(push, false) : unanswered(push);
    return std::unexpected(known ? error : known.error());
}

Result<void> PushNotes::written(const PlannedPush &push, const ServerWritten &written, PushedClient &pushed)
{
    const QString format = m_plan.material->sight.format().name();
    const auto noted = sealedRegistrationToken(push, written).and_then([&](const QByteArray &token) {
        return note(push, [&](EditSession &session, store::ServerClient &known) {
            known.pushedAt = QDateTime::currentDateTimeUtc();
            known.registrationPending = false;
            const SeenOnServer before = seen::fromText(known.lastSeen);
            const bool hasSecret = push.sendsSecret || push.sendsHashes || !written.newSecret.isEmpty();
            known.lastSeen = seen::toText(
                {.base = threeway::seenAfter(viewSaid(push.target, format), push.merge),
                 .notTaken = before.notTaken,
                 .lacksSecret = before.lacksSecret && !hasSecret && push.status != PushStatus::New});
            if (written.registration) {
                known.thereId = written.registration->clientId;
                known.registrationUri = written.registration->uri;
                known.registrationToken = token;
            }
            return takeSecret(session, push, written, pushed).and_then([&] {
                return serveraudit::note(session, audit::pushed, m_plan.server, {push.key, push.clientId},
                                         sentFields(push, format));
            });
        });
    });
    if (noted)
        return {};
    Error error = noted.error();
    error.kind = Error::Kind::Unreachable;
    error.text = NotesText::tr("It was written there, but that cannot be noted here: %1").arg(error.text);
    return std::unexpected(error);
}

/// Outside of a transaction, because the key store may have something to finish.
Result<QByteArray> PushNotes::sealedRegistrationToken(const PlannedPush &push, const ServerWritten &written)
{
    if (!written.registration)
        return {};
    return sealedToken(m_database, m_encryption, m_plan.server, push.key, *written.registration);
}

/// The one that the server made for it.
Result<void> PushNotes::takeSecret(EditSession &session, const PlannedPush &push,
                                   const ServerWritten &written, PushedClient &pushed)
{
    if (written.newSecret.isEmpty())
        return {};
    if (!m_key) {
        pushed.notes << NotesText::tr(
                            "%1 made a secret for it, which was not kept. Add one here, and push it.")
                            .arg(m_plan.server.name);
        return {};
    }
    const auto record = store::loadEncryption(m_database);
    if (!record)
        return std::unexpected(record.error());
    return store::loadClient(session.database(), push.key).and_then([&](auto client) -> Result<void> {
        if (!client)
            return {};
        return sealedSecret(*m_key, record->databaseId, push.key, written.newSecret,
                            NotesText::tr("Made by %1").arg(m_plan.server.name), session.now(), {})
            .and_then([&](ClientSecret secret) {
                if (m_plan.material->sight.servers().size() > 1)
                    secret.onlyOn = m_plan.server.name;
                client->secrets.removeIf([&](const ClientSecret &known) {
                    return known.isKnownToServerOnly() && known.onlyOn == secret.onlyOn;
                });
                client->secrets << secret;
                pushed.notes << NotesText::tr("%1 made a secret for it, which is on the tab Secrets now.")
                                    .arg(m_plan.server.name);
                return edit::put(session, *client, edit::Risks::Taken).transform([](const QString &) {});
            });
    });
}

void PushNotes::notTaken(PushedClient &pushed, const ImportedClient &there)
{
    const auto push = std::ranges::find(m_plan.clients, pushed.clientId, &PlannedPush::clientId);
    const MirroredClient &mirror = m_plan.material->mirrors.at(push->key);
    if (there.refusal || !mirror.isRead)
        return;
    const SeenSides sides = seenSides(m_plan.material->sight, mirror, there);
    std::ignore = note(*push, [&](EditSession &, store::ServerClient &known) -> Result<void> {
        known.lastSeen = seen::toText(notTakenNow(*push, sides, seen::fromText(known.lastSeen), pushed));
        return {};
    });
    pushed.notes.removeDuplicates();
}

SeenOnServer PushNotes::notTakenNow(const PlannedPush &push, const SeenSides &sides,
                                    const SeenOnServer &before, PushedClient &pushed) const
{
    SeenOnServer seen{.base = threeway::seenAfter(sides.thereView, push.merge),
                      .notTaken = {},
                      .lacksSecret = before.lacksSecret};
    const ClientMerge now = threeway::mergeOf({}, sides.hereView, sides.thereView, sides.fields);
    const ClientMerge unknown = seen::without(now, before.notTaken);
    for (const MergePart &part : now.parts) {
        const auto sent = std::ranges::find(push.merge.parts, part.place, &MergePart::place);
        const bool isSent = push.status == PushStatus::New ||
                            (sent != push.merge.parts.end() && sent->choice == MergeSide::Here);
        const bool isKnown = !unknown.parts.contains(part);
        if (isSent || isKnown || pushing::staysThere(push, part))
            seen.notTaken << part;
        if (isSent) {
            const QString text = part.here.is_null() ? NotesText::tr("%1: %2 has set it by itself.")
                                                     : NotesText::tr("%1: %2 did not take it.");
            pushed.notes << text.arg(view::label(part.place), m_plan.server.name);
        }
    }
    return seen;
}

}
