#include "domain/formats/ImportedClients.h"

#include "domain/formats/FormatText.h"
#include "domain/rules/AsciiText.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

Loss unknownProperty(const QString &clientId, const QString &property)
{
    return {clientId, property, FormatText::tr("Gatehouse has no such field and does not keep it.")};
}

bool saysNothing(const json::Json &value)
{
    if (value.is_string())
        return value == "" || value == "false";
    if (value.is_number_integer())
        return value == 0 || value == -1;
    return value.empty() || value == false; // null is empty, too
}

Error missing(const QString &place, const QString &property)
{
    const QString owner = place.isEmpty() ? FormatText::tr("The file") : place;
    return {Error::Kind::Rule, FormatText::tr("%1 has no %2. Add it in the file.").arg(owner, property),
            property};
}

void SeenClientIds::refuseRepeated(ImportedClient &imported)
{
    const qsizetype length = imported.client.clientId.size();
    if (length == 0 || length > rules::longestClientId) // it is refused anyway, and not worth its memory
        return;
    const QByteArray clientId = imported.client.clientId.toUtf8();
    const QByteArray comparable = asciiLower(imported.client.clientId).toUtf8(); // as in the database
    const auto first = m_first.constFind(comparable);
    if (first == m_first.constEnd())
        m_first.insert(comparable, {clientId == comparable ? comparable : clientId, imported.place});
    else if (!imported.refusal)
        imported.refusal = Error{Error::Kind::Rule, repeatedText(imported, *first), u"client_id"_s};
}

QString SeenClientIds::repeatedText(const ImportedClient &imported, const First &first)
{
    const QString clientId = imported.client.clientId;
    const QString firstId = QString::fromUtf8(first.clientId);
    if (clientId == firstId) {
        return FormatText::tr("Client ID \"%1\" stands in %2 and %3. Keep one of them in the file.")
            .arg(rules::shortened(clientId), first.place, imported.place);
    }
    return FormatText::tr("Client ID \"%1\" stands in %2 and %3, there as \"%4\": capitals and small letters "
                          "count as the same. Keep one of them in the file.")
        .arg(rules::shortened(firstId), first.place, imported.place, rules::shortened(clientId));
}

}
