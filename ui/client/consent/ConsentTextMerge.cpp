#include "ui/client/consent/ConsentTextMerge.h"

#include <array>

namespace gatehouse {

namespace {

constexpr std::array members{&ConsentTexts::profile, &ConsentTexts::email, &ConsentTexts::api};

}

int overwrittenBy(const ConsentTextMap &own, const ConsentTextMap &other)
{
    int count = 0;
    for (const auto [tag, texts] : other.asKeyValueRange()) {
        const ConsentTexts mine = own.value(tag);
        for (const auto member : members) {
            const bool replaces = !(texts.*member).isEmpty() && !(mine.*member).isEmpty();
            count += replaces && texts.*member != mine.*member;
        }
    }
    return count;
}

ConsentTextMap merged(const ConsentTextMap &own, const ConsentTextMap &other, Overwrite overwrite)
{
    ConsentTextMap result = own;
    for (const auto [tag, texts] : other.asKeyValueRange()) {
        ConsentTexts &target = result[tag];
        for (const auto member : members) {
            const bool mayWrite = overwrite == Overwrite::Yes || (target.*member).isEmpty();
            if (mayWrite && !(texts.*member).isEmpty())
                target.*member = texts.*member;
        }
    }
    return result;
}

}
