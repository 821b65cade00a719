#include "domain/formats/SoundValues.h"

#include "domain/formats/FormatText.h"
#include "domain/rules/RuleText.h"

namespace gatehouse::sound {

namespace {

bool isSound(ImportedAccess &access, const QString &value, const QString &property, const Check &check)
{
    const rules::Findings findings = check(value);
    if (!rules::isStructural(findings))
        return true;
    access.lose(property,
                FormatText::tr("\"%1\" is left out. %2").arg(rules::shortened(value), findings.first().text));
    return false;
}

}

std::optional<QString> text(ImportedAccess &access, const std::optional<QString> &value,
                            const QString &property, const Check &check)
{
    return value && isSound(access, *value, property, check) ? value : std::nullopt;
}

QStringList list(ImportedAccess &access, QStringList values, const QString &property, const Check &check)
{
    values.removeIf([&](const QString &value) { return !isSound(access, value, property, check); });
    return values;
}

void takeList(ImportedAccess &access, ClientField field, QStringList &member,
              const std::optional<QStringList> &values, const QString &property, const Check &check)
{
    if (!values)
        return;
    member = list(access, *values, property, check);
    access.nameList(field, property, member.size(), member.size() == values->size());
}

std::optional<QString> address(ImportedAccess &access, const std::optional<QString> &value,
                               const QString &property, ClientField field)
{
    return text(access, value, property, [&](const QString &uri) {
        return uri.isEmpty() ? rules::Findings() : rules::checkWebAddress(fieldLabel(field), uri);
    });
}

}
