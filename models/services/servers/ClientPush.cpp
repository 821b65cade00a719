#include "services/servers/ClientPush.h"

#include "domain/formats/AuthenticationNames.h"
#include "domain/formats/KeptLists.h"
#include "domain/json/JsonPlace.h"
#include "services/servers/ServerWriting.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::pushing {

using json::Json;
using serverwriting::Written;
using serverwriting::written;

namespace {

struct ClientPushText
{
    Q_DECLARE_TR_FUNCTIONS(ClientPush)
};

/// Whether it makes a secret for a new client application that brings none, and gives it.
bool makesSecrets(const Server &server)
{
    return server.kind == ServerKind::Keycloak || server.kind == ServerKind::Hydra ||
           server.kind == ServerKind::Registration;
}

/// Plans one client application.
class OnePush
{
public:
    OnePush(const PushPlan &plan, PlannedPush &push)
        : m_plan(plan)
        , m_material(*plan.material)
        , m_sight(plan.material->sight)
        , m_push(push)
        , m_mirror(plan.material->mirrors.at(push.key))
    {
    }

    Result<void> settle()
    {
        m_push.notes.clear();
        m_push.refusal.reset();
        m_push.sendsSecret = false;
        m_push.takesNewSecret = false;
        m_push.losses = m_mirror.losses;
        m_push.losses.removeIf([](const Loss &loss) {
            return loss.field == fieldLabel(ClientField::Secrets) ||
                   loss.field == fieldLabel(ClientField::Enabled);
        });
        const Json *object = nullptr;
        const ImportedClient *const there = clientThere(m_material, m_push.clientId, &object);
        if (there && there->refusal)
            return refuse(*there->refusal);
        if (!there)
            return planNew();
        m_push.objectBefore = *object;
        return planChange(m_sight.completed(*there));
    }

private:
    Result<void> refuse(const Error &reason)
    {
        m_push.status = PushStatus::Refused;
        m_push.refusal = reason;
        return {};
    }

    Result<void> refuse(const QString &text) { return refuse(Error{Error::Kind::Rule, text}); }

    QString reasonLeftOut() const
    {
        const auto found = std::ranges::find(m_mirror.losses, fieldLabel(ClientField::Enabled), &Loss::field);
        return found == m_mirror.losses.end() ? QString() : found->text;
    }

    Result<void> planNew()
    {
        if (m_mirror.isLeftOut) {
            m_push.notes << reasonLeftOut();
            m_push.status = m_mirror.stored.enabled ? PushStatus::Refused : PushStatus::Unchanged;
            if (m_mirror.stored.enabled)
                m_push.refusal = Error{Error::Kind::Rule, reasonLeftOut()};
            return {};
        }
        m_push.status = PushStatus::New;
        m_push.target = rules::normalized(m_mirror.stored);
        ClientApplication bare = m_push.target;
        bare.secrets.clear();
        return written(m_sight, m_push.target).and_then([&](const Written &whole) {
            m_push.objectAfter = whole.object;
            m_push.around = whole.around;
            return written(m_sight, bare).and_then([&](const Written &without) {
                return planNewSecret(!kept::isEqual(whole.object, without.object));
            });
        });
    }

    Result<void> planNewSecret(bool sendsHashes)
    {
        if (!sendsSecret(m_push.target) || sendsHashes)
            return {};
        if (canSendSecrets() && canBeRead(m_push.target)) {
            m_push.sendsSecret = true;
            return {};
        }
        if (!makesSecrets(m_plan.server)) {
            m_push.notes << ClientPushText::tr("It goes there without a secret. %1").arg(howToSend());
            return {};
        }
        if (!m_plan.canKeepNewSecrets) {
            return refuse(
                ClientPushText::tr("%1 would make a secret for it, which could not be kept here, because "
                                   "encryption is not set up or out of reach. Set it up under Settings > "
                                   "Encryption. %2")
                    .arg(m_plan.server.name, howToSend()));
        }
        m_push.takesNewSecret = true;
        m_push.notes << ClientPushText::tr("%1 makes a secret for it, which is added here, encrypted. %2")
                            .arg(m_plan.server.name, howToSend());
        return {};
    }

    /// A registration endpoint chooses them by itself (RFC 7591 3.2.1, RFC 7592 2.2).
    bool canSendSecrets() const
    {
        return m_plan.includeSecrets && m_plan.server.kind != ServerKind::Registration;
    }

    QString howToSend() const
    {
        if (m_plan.server.kind == ServerKind::Registration)
            return ClientPushText::tr("Those here cannot be sent: it chooses secrets by itself.");
        if (canBeRead(m_push.target))
            return ClientPushText::tr("Its secret here is sent when secrets are asked for.");
        return ClientPushText::tr(
            "Those here are kept as hashes, which nobody can send: add one encrypted to "
            "send it.");
    }

    bool canBeRead(const ClientApplication &client) const { return bool(newestReadable(client)); }

    /// The one that is sent where a server takes one: of the same second that which was added last.
    std::optional<ClientSecret> newestReadable(const ClientApplication &client) const
    {
        std::optional<ClientSecret> newest;
        for (const ClientSecret &secret : client.secrets) {
            const bool isReadable = secret.isRecoverable() && secret.usableAt(m_plan.now);
            if (isReadable && (!newest || newest->created <= secret.created))
                newest = secret;
        }
        return newest;
    }

    Result<void> planChange(const ImportedClient &there)
    {
        if (!m_mirror.isRead)
            return refuse(reasonLeftOut());
        const SeenSides sides = seenSides(m_sight, m_mirror, there);
        leaveEnabled();
        if (m_push.merge.hasConflict()) {
            m_push.status = PushStatus::Conflict;
            return {};
        }
        if (m_push.merge.count(MergeSide::Here) == 0 && !canSendSecrets()) {
            m_push.status = PushStatus::Unchanged;
            m_push.target = sides.there;
            m_push.objectAfter = m_push.objectBefore;
            noteUnsentSecrets(sides);
            return {};
        }
        m_push.before = sides.there;
        m_push.before.key = m_push.key; // seals are bound to it
        const QString format = m_sight.format().name();
        const auto target = threeway::applied(m_push.before, meant(), MergeSide::Here, format);
        if (!target)
            return std::unexpected(target.error());
        m_push.target = rules::normalized(*target);
        return written(m_sight, m_push.before).and_then([&](const Written &then) {
            return written(m_sight, m_push.target).and_then([&](const Written &now) {
                m_push.objectAfter = kept::patched(m_push.objectBefore, then.object, now.object);
                m_push.around = serverwriting::changedAround(then.around, now.around);
                return check(there, sides).and_then([&] { return planSecret(sides, now); }).transform([&] {
                    setStatus();
                });
            });
        });
    }

    /// Without rows that are not here either, and that the server adds by itself to what is, as Keycloak
    /// takes the login redirects for those to log out.
    ClientMerge meant() const
    {
        const ClientView stored = viewSaid(rules::normalized(m_mirror.stored), m_sight.format().name());
        ClientMerge merge = m_push.merge;
        merge.parts.removeIf([&](const MergePart &part) {
            const bool isRow = fieldInfo(part.place.field).kind == FieldKind::List;
            return isRow && part.there.is_null() && stored.at(part.place).is_null();
        });
        return merge;
    }

    /// Where the format has no word for it.
    void leaveEnabled()
    {
        if (!m_mirror.isLeftOut)
            return;
        m_push.merge.choose(ClientField::Enabled, MergeSide::There);
        m_push.notes << ClientPushText::tr(
                            "It is disabled here, and %1 has no word for that: it stays as it is "
                            "there. Delete it there, if nobody is to use it.")
                            .arg(m_plan.server.name);
    }

    void setStatus()
    {
        if (m_push.refusal)
            return;
        const bool isSame = kept::isEqual(m_push.objectBefore, m_push.objectAfter) && m_push.around.empty();
        m_push.status = isSame && !m_push.sendsSecret ? PushStatus::Unchanged : PushStatus::Changed;
    }

    /// What would be sent has to say what was planned, and nothing else.
    Result<void> check(const ImportedClient &there, const SeenSides &sides)
    {
        Json rest = m_material.document.rest;
        for (auto member = m_push.around.begin(); rest.is_object() && member != m_push.around.end(); ++member)
            rest[member.key()] = *member;
        return readInstead(m_sight.format(), there, m_push.objectAfter, rest, m_sight.now())
            .transform([&](const ImportedClient &read) {
                QStringList labels = read.refusal ? QStringList(read.refusal->text) : QStringList();
                if (!read.refusal) {
                    const SeenSides after = seenSides(m_sight, m_mirror, m_sight.completed(read));
                    labels = unexpectedIn(after.thereView, sides);
                }
                if (!labels.isEmpty()) {
                    std::ignore =
                        refuse(ClientPushText::tr("What would be sent says something else than was "
                                                  "planned, which is a fault of Gatehouse: %1. Nothing "
                                                  "is sent.")
                                   .arg(labels.join(", "_L1)));
                }
            });
    }

    QStringList unexpectedIn(const ClientView &after, const SeenSides &sides) const
    {
        const ClientView expected = viewSaid(m_push.target, m_sight.format().name());
        QSet<ClientField> fields = sides.fields;
        fields.remove(ClientField::Spellings);
        QStringList labels;
        for (const MergePart &part : threeway::mergeOf({}, expected, after, fields).parts) {
            if (view::isSame(part.place, after.at(part.place), sides.hereView.at(part.place)))
                continue;
            if (!staysThere(m_push, part)) {
                labels << view::label(part.place);
                continue;
            }
            m_push.notes << ClientPushText::tr("%1: stays %2 as it is there.")
                                .arg(view::label(part.place), view::text(part.place, part.there));
        }
        labels.removeDuplicates();
        return labels;
    }

    Result<void> planSecret(const SeenSides &sides, const Written &now)
    {
        if (!sendsSecret(m_push.target) || m_push.refusal)
            return {};
        if (!canSendSecrets()) {
            noteUnsentSecrets(sides);
            return {};
        }
        const QList<ClientSecret> known = m_push.target.secrets;
        addOurSecrets(m_push.target);
        return written(m_sight, m_push.target).transform([&](const Written &with) {
            if (!kept::isEqual(with.object, now.object)) { // as hashes
                m_push.objectAfter = kept::patched(m_push.objectAfter, now.object, with.object);
                return;
            }
            m_push.sendsSecret = canBeRead(m_mirror.stored) && !isNewestAmong(known);
            if (!canBeRead(m_mirror.stored))
                m_push.notes << ClientPushText::tr("No secret is sent. %1").arg(howToSend());
        });
    }

    void noteUnsentSecrets(const SeenSides &sides)
    {
        const QList<ClientSecret> &there = sides.there.secrets;
        const bool isTold =
            !there.isEmpty() && std::ranges::none_of(there, &ClientSecret::isKnownToServerOnly);
        const bool isOlder =
            isTold && sendsSecret(sides.there) && canBeRead(m_mirror.stored) && !isNewestAmong(there);
        if (!sides.secretsDiffer && !isOlder)
            return;
        m_push.notes << (m_plan.server.kind == ServerKind::Registration
                             ? ClientPushText::tr("Its secrets differ: %1 chooses them by itself. Take "
                                                  "what is there.")
                                   .arg(m_plan.server.name)
                             : ClientPushText::tr(
                                   "Its secrets differ, and are sent when secrets are asked for."));
    }

    bool isNewestAmong(const QList<ClientSecret> &there) const
    {
        const auto newest = newestReadable(m_mirror.stored);
        return newest && std::ranges::contains(there, newest->hash, &ClientSecret::hash);
    }

    /// What is there stays, where the server takes several.
    void addOurSecrets(ClientApplication &client) const
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

    const PushPlan &m_plan;
    const PushMaterial &m_material;
    const ServerSight &m_sight;
    PlannedPush &m_push;
    const MirroredClient &m_mirror;
};

}

const ImportedClient *clientThere(const PushMaterial &material, const QString &clientId, const Json **object)
{
    const auto place = material.places.constFind(clientId.toLower());
    if (place == material.places.constEnd())
        return nullptr;
    const WholeDocument::Client &client = material.document.clients.at(*place);
    if (object)
        *object = &client.object;
    return &client.imported;
}

bool staysThere(const PlannedPush &push, const MergePart &part)
{
    if (part.place.field != ClientField::OtherSettings || !part.here.is_null() ||
        std::ranges::contains(push.merge.parts, part.place, &MergePart::place))
        return false;
    const Json *const before =
        json::valueAt(push.objectBefore, json::placeOf(json::fromText(part.place.row)));
    return before && kept::isEqual(*before, part.there);
}

Result<void> settle(const PushPlan &plan, PlannedPush &push)
{
    return OnePush(plan, push).settle();
}

}
