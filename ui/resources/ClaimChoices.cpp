#include "ui/resources/ClaimChoices.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::claimchoices {

namespace {

struct ClaimText
{
    Q_DECLARE_TR_FUNCTIONS(ClaimText)
};

}

Items sources()
{
    return {{key(ClaimSource::UserAttribute), ClaimText::tr("User attribute")},
            {key(ClaimSource::FixedValue), ClaimText::tr("Fixed value")}};
}

Items attributes()
{
    Items items;
    for (const auto &[name, label] : userAttributes())
        items << KeyComboBox::Item{name, label};
    return items;
}

QString key(ClaimSource source)
{
    return source == ClaimSource::FixedValue ? u"fixed"_s : u"attribute"_s;
}

ClaimSource source(const QString &key)
{
    return key == "fixed"_L1 ? ClaimSource::FixedValue : ClaimSource::UserAttribute;
}

QString text(const Items &items, const QString &key)
{
    const auto found = std::ranges::find(items, key, &KeyComboBox::Item::key);
    return found == items.end() ? key : found->text;
}

}
