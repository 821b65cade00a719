#include "services/servers/push/ServerWriting.h"

#include "domain/formats/KeptLists.h"
#include "services/export/ExportHeads.h"

#include <QBuffer>
#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::serverwriting {

using json::Json;

namespace {

struct WritingText
{
    Q_DECLARE_TR_FUNCTIONS(ServerWriting)
};

bool isLeftOut(const QList<Loss> &losses)
{
    return std::ranges::contains(losses, fieldLabel(ClientField::Enabled), &Loss::field);
}

Result<Written> writtenAsItIs(const ServerSight &sight, const ClientApplication &client,
                              const SecretSource &secrets)
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    const auto writer = sight.format().writer(buffer);
    ExportHead head = onlyFor(sight.head(), {client});
    head.secrets = secrets;
    Written written;
    auto document = writer->begin(head)
                        .and_then([&] { return writer->add(client); })
                        .and_then([&](const QList<Loss> &losses) {
                            written.losses = losses;
                            return writer->end();
                        })
                        .and_then([&] { return readWhole(sight.format(), buffer, sight.now()); });
    wipe(buffer.buffer());
    return document.transform([&](const WholeDocument &whole) {
        if (!whole.clients.empty())
            written.object = whole.clients.front().object;
        written.around = whole.rest;
        return written;
    });
}

}

Result<Written> written(const ServerSight &sight, const ClientApplication &client,
                        const SecretSource &secrets)
{
    return writtenAsItIs(sight, client, secrets).and_then([&](const Written &first) -> Result<Written> {
        if (client.enabled || !isLeftOut(first.losses))
            return first;
        ClientApplication enabled = client;
        enabled.enabled = true;
        return writtenAsItIs(sight, enabled, secrets);
    });
}

QStringList accountNotes(const Json &around)
{
    QStringList notes;
    const Json *const users = kept::memberOf(around, "users");
    for (std::size_t index = 0; users && users->is_array() && index < users->size(); ++index) {
        const Json &user = (*users)[index];
        const Json *const owner = kept::memberOf(user, "serviceAccountClientId");
        const Json *const name = kept::memberOf(user, "username");
        if (!owner || !name || !name->is_string())
            continue;
        QStringList said;
        for (const auto &[member, value] : user.items()) {
            if (value != *owner && value != *name)
                said << u"%1: %2"_s.arg(json::toText(member), json::compactText(value));
        }
        notes << WritingText::tr("Its service account \"%1\" is written, too: %2.")
                     .arg(json::toText(name->get<std::string>()), said.join(u", "_s));
    }
    return notes;
}

Json changedAround(const Json &then, const Json &now)
{
    Json changed = Json::object();
    for (auto member = now.begin(); now.is_object() && member != now.end(); ++member) {
        const Json *const before = kept::memberOf(then, member.key());
        if (before && before->is_object() && member->is_object()) {
            if (Json inside = changedAround(*before, *member); !inside.empty())
                changed[member.key()] = std::move(inside);
        } else if (member->is_array()) {
            Json rest = kept::restOf(*member, before ? *before : Json::array());
            for (const Json &element : *member) { // one of the same name that is otherwise now
                const bool isOld = before && std::ranges::any_of(*before, [&](const Json &known) {
                                       return kept::isEqual(known, element);
                                   });
                if (!isOld)
                    kept::addMissing(rest, Json::array({element}));
            }
            if (!rest.empty())
                changed[member.key()] = std::move(rest);
        }
    }
    return changed;
}

}
