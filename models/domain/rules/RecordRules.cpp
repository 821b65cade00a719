#include "domain/rules/RecordRules.h"

#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

Result<void> checkUser(const User &user)
{
    return firstError(checkUserId(user.userId), u"user_id"_s)
        .and_then([&] { return firstError(checkLine(RuleText::tr("Name"), user.name), u"name"_s); })
        .and_then([&] { return firstError(checkLine(RuleText::tr("E-mail"), user.email), u"email"_s); })
        .and_then([&] { return firstError(checkLine(RuleText::tr("Phone"), user.phone), u"phone"_s); })
        .and_then([&] {
            return firstError(checkLine(RuleText::tr("Department"), user.department), u"department"_s);
        });
}

Result<void> checkApiScope(const ApiScope &scope)
{
    return firstError(checkScopeName(scope.name), u"name"_s)
        .and_then([&] { return firstError(checkTitle(scope.title), u"title"_s); })
        .and_then([&] { return firstError(checkDescription(scope.description), u"description"_s); });
}

}
