#include "domain/rules/RecordRules.h"

#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

Result<void> checkUser(const User &user)
{
    Result<void> valid = firstError(checkUserId(user.userId), u"user_id"_s);
    const auto checkText = [&]<typename Value>(const Field<User> &field, const Value &value) {
        if constexpr (std::is_same_v<Value, QString>) {
            if (valid)
                valid = firstError(checkLine(translatedLabel(field.label), value),
                                   QString::fromLatin1(field.name));
        }
    };
    visitFields(user, checkText);
    return valid;
}

Result<void> checkApiScope(const ApiScope &scope)
{
    return firstError(checkScopeName(scope.name), u"name"_s)
        .and_then([&] { return firstError(checkTitle(scope.title), u"title"_s); })
        .and_then([&] { return firstError(checkDescription(scope.description), u"description"_s); });
}

}
