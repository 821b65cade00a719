#include "domain/CustomResource.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct AttributeText
{
    Q_DECLARE_TR_FUNCTIONS(UserAttribute)
};

}

QList<UserAttribute> userAttributes()
{
    return {{u"user_id"_s, AttributeText::tr("User ID")},
            {u"name"_s, AttributeText::tr("Name")},
            {u"email"_s, AttributeText::tr("E-mail")},
            {u"phone"_s, AttributeText::tr("Phone")},
            {u"department"_s, AttributeText::tr("Department")}};
}

}
