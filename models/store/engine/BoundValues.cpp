#include "store/engine/BoundValues.h"

#include "domain/rules/RuleText.h"
#include "domain/rules/StorableText.h"
#include "store/edit/RecordChange.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool writes(QStringView sql)
{
    return sql.startsWith("INSERT "_L1) || sql.startsWith("UPDATE "_L1);
}

}

bool isNullText(const QVariant &value)
{
    return !value.isNull() && value.metaType() == QMetaType::fromType<QString>() && value.toString().isNull();
}

Result<void> checkStorable(QStringView sql, const QVariantList &values)
{
    if (!writes(sql))
        return {};
    for (const QVariant &value : values) {
        const QString *text = get_if<QString>(&value);
        const auto lost = text ? firstUnstorable(*text) : std::nullopt;
        if (lost) {
            return fail(Error::Kind::Rule,
                        EditText::tr("A text that is to be stored holds %1, which is no character and "
                                     "cannot be stored. Nothing was changed. Take it out.")
                            .arg(rules::shownCharacter(*lost)));
        }
    }
    return {};
}

}
