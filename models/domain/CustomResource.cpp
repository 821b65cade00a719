#include "domain/CustomResource.h"

#include "domain/User.h"

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

}
