#include "domain/CustomResource.h"

#include "domain/User.h"

#include <algorithm>

namespace gatehouse {

QList<UserAttribute> userAttributes()
{
    QList<UserAttribute> attributes;
    for (const auto &field : FieldTable<User>::fields) {
        if (std::holds_alternative<QString User::*>(field.member))
            attributes << UserAttribute{QString::fromLatin1(field.name), translatedLabel(field.label)};
    }
    return attributes;
}

bool isUserAttribute(const QString &name)
{
    return std::ranges::contains(userAttributes(), name, &UserAttribute::name);
}

}
