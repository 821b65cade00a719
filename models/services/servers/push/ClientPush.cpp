#include "services/servers/push/ClientPush.h"

#include "domain/formats/KeptLists.h"
#include "domain/json/JsonPlace.h"
#include "domain/rules/RuleText.h"
#include "services/servers/push/PushSecrets.h"
#include "services/servers/push/ServerWriting.h"

#include <QCoreApplication>

#include <algorithm>

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
        , m_secrets(plan, push, m_mirror)
    {
    }

    Result<void> settle()
    {
        m_push.notes.clear();
        m_push.added.clear();
        m_push.refusal.reset();
        m_push.sendsSecret = false;
        m_push.sendsHashes = false;
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
        if (there->client.clientId != m_push.clientId)
            return refuse(namedOtherwise(there->client.clientId));
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

    /// Servers tell client IDs apart by their case, and most cannot change one.
    static QString namedOtherwise(const QString &clientId)
    {
        return ClientPushText::tr("It is \"%1\" there, where capitals and small letters count. Take what is "
                                  "there, or rename one of them.")
            .arg(rules::shortened(clientId));
    }

    QString wasNamedOtherwise() const
    {
        return ClientPushText::tr(
                   "It was renamed here: it was \"%1\" on %2 when both were the same. This adds "
                   "another one there, and \"%1\" stays as it is. Delete it there when nobody "
                   "uses it any more.")
            .arg(rules::shortened(m_push.wasThereAs), m_plan.server.name);
    }

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
        if (m_push.doubt && m_push.doubt->choice != MergeSide::Here)
            return planDoubtful(*m_push.doubt);
        m_push.status = PushStatus::New;
        if (!m_push.wasThereAs.isEmpty() && !m_push.doubt)
            m_push.notes << wasNamedOtherwise();
        if (m_push.doubt)
            m_push.notes << (m_push.doubt->status == PushStatus::Conflict
                                 ? ClientPushText::tr("It is not there any more, and is added again.")
                                 : ClientPushText::tr("It may be there already, and is added once more."));
        m_push.target = rules::normalized(m_mirror.stored);
        ClientApplication bare = m_push.target;
        bare.secrets.clear();
        return written(m_sight, m_push.target).and_then([&](const Written &whole) {
            m_push.objectAfter = whole.object;
            m_push.around = whole.around;
            m_push.added = said();
            m_push.notes += likelyLeftOut();
            m_push.notes += serverwriting::accountNotes(m_push.around);
            return written(m_sight, bare).transform([&](const Written &without) {
                m_secrets.planNew(!kept::isEqual(whole.object, without.object));
            });
        });
    }

    /// What the server is told of it, but for what is nothing.
    QList<MergePart> said() const
    {
        const ClientView view = viewSaid(m_sight.taken(m_mirror.imported), m_sight.format().name());
        QList<MergePart> parts;
        for (const auto &[place, value] : view.values) {
            const bool isSaid =
                m_mirror.imported.named.contains(place.field) || place.field == ClientField::OtherSettings;
            const bool isNothing = value == Json(false) || view::text(place, value).isEmpty();
            if (isSaid && !isNothing && place.field != ClientField::ClientId)
                parts << MergePart{.place = place, .here = value, .choice = MergeSide::Here};
        }
        return parts;
    }

    QStringList likelyLeftOut() const
    {
        QStringList notes;
        for (const MergePart &part : m_push.added) {
            if (m_material.notTaken.contains(part.place)) {
                notes << ClientPushText::tr("%1: %2 did not take it of another client application, and will "
                                            "probably leave it out.")
                             .arg(view::label(part.place), m_plan.server.name);
            }
        }
        return notes;
    }

    Result<void> planDoubtful(const PushDoubt &doubt)
    {
        m_push.status = doubt.choice ? PushStatus::Unchanged : doubt.status;
        if (doubt.choice)
            m_push.notes << ClientPushText::tr("It is not there any more, and is not added again.");
        else
            m_push.refusal = doubt.reason;
        return {};
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
        m_secrets.planMissing(sides);
        if (m_push.refusal)
            return {};
        if (m_push.merge.count(MergeSide::Here) == 0 && !m_secrets.canSend() && !m_push.takesNewSecret) {
            m_push.status = PushStatus::Unchanged;
            m_push.target = sides.there;
            m_push.objectAfter = m_push.objectBefore;
            m_secrets.noteUnsent(sides);
            leaveWhatIsLost(sides);
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
                m_push.notes += serverwriting::accountNotes(m_push.around);
                return check(there, sides)
                    .and_then([&] { return m_secrets.plan(sides, now); })
                    .transform([&] { setStatus(); });
            });
        });
    }

    /// Without rows that nobody changed here, and that the server adds or takes by itself with what is
    /// changed, as Keycloak takes the login redirects for those to log out.
    ClientMerge meant() const
    {
        const ClientView stored = viewSaid(rules::normalized(m_mirror.stored), m_sight.format().name());
        ClientMerge merge = m_push.merge;
        merge.parts.removeIf([&](const MergePart &part) {
            const bool isRow = fieldInfo(part.place.field).kind == FieldKind::List;
            return isRow && view::isSame(part.place, part.there, stored.at(part.place));
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

    /// With nothing to send, advice about what is said there is of no use.
    void leaveWhatIsLost(const SeenSides &sides)
    {
        QSet<ClientField> all;
        QSet<QString> said;
        for (const ClientFieldInfo &info : clientFields()) {
            all << info.field;
            said << fieldLabel(info.field);
        }
        const ClientView stored = viewSaid(rules::normalized(m_mirror.stored), m_sight.format().name());
        for (const MergePart &part : threeway::mergeOf({}, stored, sides.hereView, all).parts)
            said.remove(fieldLabel(part.place.field));
        m_push.losses.removeIf([&](const Loss &loss) { return said.contains(loss.field); });
    }

    void setStatus()
    {
        if (m_push.refusal)
            return;
        const bool isSame = kept::isEqual(m_push.objectBefore, m_push.objectAfter) && m_push.around.empty();
        const bool isNothing = isSame && !m_push.sendsSecret && !m_push.takesNewSecret;
        m_push.status = isNothing ? PushStatus::Unchanged : PushStatus::Changed;
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

    const PushPlan &m_plan;
    const PushMaterial &m_material;
    const ServerSight &m_sight;
    PlannedPush &m_push;
    const MirroredClient &m_mirror;
    PushSecrets m_secrets;
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
