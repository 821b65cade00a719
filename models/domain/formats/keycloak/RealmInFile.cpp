#include "domain/formats/keycloak/RealmInFile.h"

#include "domain/formats/FormatText.h"
#include "domain/rules/RuleText.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr json::Dialect dialect = json::Dialect::Standard;

/// Empty: it says none.
QString nameOfRealm(QByteArrayView document, const json::TextPlace &place)
{
    if (document[place.begin] != '{')
        return {};
    const auto name = json::memberAt(document, place, "realm", dialect);
    const auto value = name ? json::valueAt(document, *name, dialect) : Result<json::Json>();
    return value && value->is_string() ? json::toText(value->get<std::string>()) : QString();
}

Error notThere(const QString &realm, const QStringList &names)
{
    const QString text =
        names.isEmpty()
            ? FormatText::tr(
                  "The file does not say of which realm it is, so that \"%1\" is not found. Leave the "
                  "realm of this server empty under Settings > Servers.")
                  .arg(rules::shortened(realm))
        : names.contains(realm)
            ? FormatText::tr("The realm \"%1\" stands in the file more than once. Remove all but one.")
                  .arg(rules::shortened(realm))
            : FormatText::tr("The file has no realm \"%1\". Those that it has: %2. Choose one of them under "
                             "Settings > Servers.")
                  .arg(rules::shortened(realm), rules::shortened(names.join(u", "_s)));
    return {Error::Kind::Rule, text};
}

}

Result<json::TextPlace> realmInFile(QByteArrayView document, const QString &realm)
{
    return json::checkDocument(document, dialect).and_then([&]() -> Result<json::TextPlace> {
        const json::TextPlace whole = json::wholeOf(document);
        const bool isList = document[whole.begin] == '[';
        QStringList names;
        std::vector<json::TextPlace> found;
        for (const json::TextPlace &place : isList ? json::childrenAt(document, whole) : std::vector{whole}) {
            const QString name = nameOfRealm(document, place);
            if (!name.isEmpty())
                names << name;
            if (name == realm)
                found.push_back(place);
        }
        if (found.size() != 1)
            return std::unexpected(notThere(realm, names));
        return found.front();
    });
}

}
