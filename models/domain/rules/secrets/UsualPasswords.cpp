#include "domain/rules/secrets/UsualPasswords.h"

namespace gatehouse {

QStringList usualPasswords()
{
    // Accents are taken off before, as in `contrasena`.
    return QStringLiteral(
               // Latin
               u"wachtwoord welkom geheim inloggen toegang zomer winter lente herfst januari "
               u"februari maart augustus "
               u"passwort kennwort losungswort willkommen geheim sommer fruhling herbst januar "
               u"zugang schatz "
               u"motdepasse motpasse bienvenue bonjour secret azerty azertyuiop soleil ete hiver "
               u"printemps automne "
               u"contrasena contrasenya contrasinal clave bienvenido bienvenidos verano invierno "
               u"primavera otono "
               u"senha palavrapasse bemvindo verao inverno segredo "
               u"parola chiave parolachiave benvenuto segreto estate inverno primavera "
               u"losenord valkommen sommar adgangskode kodeord velkommen passord sommer vinter "
               u"lykilord salasana tervetuloa kesa talvi parool salasona "
               u"haslo witaj lato zima heslo vitejte leto jelszo udvozlom lozinka zaporka geslo "
               u"dobrodosli slaptazodis parole sveiki "
               u"parola sifre hosgeldiniz fjalekalimi fjalekalim pasahitza cyfrinair focalfaire "
               // Cyrillic and Greek
               u"пароль парольадминистратор администратор админ привет любовь солнце секрет "
               u"доступ йцукен йцукенг йцукенгшщзхъ фывапролдж ячсмитьбю лето зима весна осень "
               u"добропожаловать лозинка парола гасло тайна κωδικος συνθηματικο καλωσορισμα "
               // Chinese, Japanese and Korean
               u"密码 密碼 口令 通行证 管理员 管理員 欢迎 歡迎 你好 我爱你 我愛你 秘密 パスワード ぱすわーど "
               u"暗証番号 合言葉 合い言葉 管理者 秘密 ようこそ "
               u"こんにちは さくら 비밀번호 암호 관리자 mima guanliyuan woaini aishiteru ")
        .split(u' ', Qt::SkipEmptyParts);
}

}
