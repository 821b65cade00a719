#include "domain/formats/WholeDocumentChecks.h"

#include "domain/formats/FormatText.h"
#include "domain/rules/AsciiText.h"
#include "domain/rules/RuleText.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace gatehouse::whole {

namespace {

QString standsTwiceText(const ImportedClient &first, const ImportedClient &other)
{
    const QString id = rules::shortened(first.client.clientId);
    if (first.client.clientId == other.client.clientId) {
        return FormatText::tr("Client ID \"%1\" stands in %2 and %3, more than once, so that nobody knows "
                              "which one is meant. Name the realm under Settings > Servers, or keep one of "
                              "them there.")
            .arg(id, first.place, other.place);
    }
    return FormatText::tr("Client ID \"%1\" stands in %2 and %3, there as \"%4\": capitals and small letters "
                          "count as the same here. Rename one of them there.")
        .arg(id, first.place, other.place, rules::shortened(other.client.clientId));
}

}

void refuseRepeated(WholeDocument &document)
{
    QHash<QString, ImportedClient *> known;
    for (WholeDocument::Client &client : document.clients) {
        ImportedClient &imported = client.imported;
        if (imported.client.clientId.isEmpty())
            continue;
        ImportedClient *&first = known[asciiLower(imported.client.clientId)];
        if (!first) {
            first = &imported;
            continue;
        }
        imported.refusal = Error{Error::Kind::Rule, standsTwiceText(*first, imported), u"client_id"_s};
        if (!first->refusal)
            first->refusal = imported.refusal;
    }
}

void tellOfOtherKinds(WholeDocument &document)
{
    constexpr qsizetype most = 20;
    QStringList names;
    for (const WholeDocument::Client &client : document.clients) {
        if (client.imported.isOfOtherKind)
            names << rules::shortened(client.imported.client.clientId);
    }
    if (names.isEmpty())
        return;
    if (names.size() > most)
        names = names.first(most) << u"…"_s;
    document.head.losses << Loss{{},
                                 u"clients"_s,
                                 FormatText::tr("Of kinds that Gatehouse has no client applications of, as "
                                                "SAML, and left alone: %1.")
                                     .arg(names.join(", "_L1))};
}

}
