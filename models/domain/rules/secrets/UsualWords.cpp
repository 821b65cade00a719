#include "domain/rules/secrets/UsualWords.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace gatehouse {

namespace {

using enum WordUse;

/// A word stands in one of them.
struct Group
{
    WordUses uses;
    std::string_view words;
};

constexpr std::array groups{
    Group{Order, "change replace insert enter put fill paste provide your todo fixme tbd here placeholder "
                 "undefined unset overwrite override update edit notset"},
    Group{Mask, "redacted removed masked omitted hidden"},
    Group{Filler,
          "a an the this that it me my in with by to be before from for of on and or as is must please "
          "not set add own real actual some new secrets app api key value oidc id string random secure "
          "strong long use deploy generated go goes going live thanks then rollout deployment"},
    Group{Filler | Pattern, "application token oauth production"},
    Group{Filler | Pattern | Guess, "secret client password"},
    Group{Pattern | Guess, "changeme admin default example"},
    Group{Pattern, "1qaz2wsx 2wsx3edc 3edc4rfv 4rfv5tgb 5tgb6yhn 6yhn7ujm 7ujm8ik, 8ik,9ol. 9ol.0p;/ "
                   "qwertyuiop qwertzuiop asdfghjkl zxcvbnm 1234567890 passwort letmein welcome iloveyou "
                   "gatehouse keycloak hydra openid server service staging develop testing identity insecure "
                   "public private confidential security access"},
    // The last two are the secrets of the client applications in the project templates of Duende
    // IdentityServer.
    Group{Guess, "change_me change-me changeit replaceme replace_me replace-me test demo clientsecret "
                 "client_secret client-secret mysecret "
                 "my_secret my-secret supersecret super_secret super-secret topsecret verysecret apisecret "
                 "api_secret scopesecret 123456 12345678 511536EF-F270-4058-80CA-1C89C192F69A "
                 "49C1A7E1-0C79-4A89-A3D6-A37998FB86B0"},
};

}

std::vector<std::string_view> usualWords(WordUse use)
{
    std::vector<std::string_view> words;
    for (const Group &group : groups) {
        if (!group.uses.testFlag(use))
            continue;
        for (const auto word : group.words | std::views::split(' '))
            words.emplace_back(word.begin(), word.end());
    }
    return words;
}

}
