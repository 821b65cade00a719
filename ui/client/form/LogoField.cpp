#include "ui/client/form/LogoField.h"

#include "draft/ClientDraft.h"
#include "ui/client/DraftDialog.h"
#include "ui/client/ValidationController.h"
#include "ui/client/form/LogoSource.h"
#include "ui/common/Icons.h"
#include "ui/common/Question.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/consent/Background.h"
#include "ui/consent/LogoImage.h"
#include "ui/layout/FlowLayout.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QStyleOptionFocusRect>
#include <QStylePainter>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int pictureEdge = 64;

}

LogoField::LogoField(ClientDraft &draft, ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_validation(validation)
    , m_picture(new QLabel)
    , m_name(new QLabel)
    , m_choose(new QPushButton(icons::themed("document-open-folder"), tr("Ch&oose")))
    , m_remove(new QPushButton(icons::themed("list-remove"), tr("&Remove")))
{
    ReadOnlyGuard::keepsInDraft(*this);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    m_picture->setFixedSize(pictureEdge, pictureEdge);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setFrameShape(QFrame::StyledPanel);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setWordWrap(true);
    m_name->setSizePolicy(QSizePolicy::Ignored,
                          QSizePolicy::Preferred); // a long name must not widen the form
    auto *side = new QVBoxLayout;
    side->addLayout(buttons());
    side->addWidget(m_name);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->addWidget(m_picture);
    layout->addLayout(side, 1);
    connect(&validation, &ValidationController::validated, this, &LogoField::showLogo);
    showLogo();
}

QLayout *LogoField::buttons()
{
    connect(m_choose, &QPushButton::clicked, this, &LogoField::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] { store({}); });
    auto *row = new FlowLayout;
    row->addWidget(m_choose);
    row->addWidget(m_remove);
    return row;
}

void LogoField::choose()
{
    auto *dialog = new QFileDialog(this, tr("Choose a logo"), {},
                                   tr("Pictures (*.png *.jpg *.jpeg *.webp);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &LogoField::takeFile);
    openAbout(m_draft, dialog);
}

void LogoField::takeFile(const QString &path)
{
    read([path] { return logoFromFile(path); });
}

bool LogoField::take(const QMimeData &mime)
{
    const std::function<Result<Logo>()> source = logoSource(mime);
    if (source)
        read(source);
    return bool(source);
}

template<typename T>
void LogoField::inBackground(std::function<T()> work, std::function<void(const T &)> answer)
{
    const int subject = m_draft.subject();
    background::run(this, std::move(work), [this, subject, answer = std::move(answer)](const T &outcome) {
        if (m_draft.isOpen() && m_draft.subject() == subject)
            answer(outcome);
    });
}

void LogoField::read(Source source)
{
    inBackground<LogoReading>([source = std::move(source)] { return readLogo(source()); },
                              [this](const LogoReading &reading) {
                                  if (reading.accepted)
                                      store(*reading.accepted);
                                  else if (!reading.tooLarge.data.isEmpty())
                                      offerScaled(reading.tooLarge, reading.accepted.error());
                                  else
                                      Q_EMIT refused(reading.accepted.error());
                              });
}

void LogoField::offerScaled(const Logo &logo, const Error &reason)
{
    const Question question{.title = tr("Logo"),
                            .text = tr("The picture is larger than a logo may be. Scale it down?"),
                            .details = reason.text,
                            .buttons = {tr("Scale down to 1024 px"), tr("Cancel")}};
    question.ask(this, [this, logo, subject = m_draft.subject()](int answer) {
        if (answer != 0 || m_draft.subject() != subject)
            return;
        inBackground<Result<Logo>>([logo] { return scaledDown(logo); },
                                   [this](const Result<Logo> &scaled) {
                                       if (scaled)
                                           store(*scaled);
                                       else
                                           Q_EMIT refused(scaled.error());
                                   });
    });
}

void LogoField::store(const Logo &logo)
{
    m_draft.endTyping();
    m_draft.table(ClientField::Logo).setRow(0, {logo.name, logo.data});
}

void LogoField::showLogo()
{
    const bool editable = m_draft.isOpen() && m_validation.stateOf(ClientField::Logo).isEditable();
    const Logo logo = m_draft.isOpen() ? m_draft.normalized().logo : Logo();
    m_choose->setEnabled(editable);
    m_remove->setEnabled(editable && !logo.data.isEmpty());
    if (logo == m_shown && !m_name->text().isEmpty())
        return;
    m_shown = logo;
    m_picture->clear();
    m_name->setText(logo.data.isEmpty() ? tr("No logo: the initials stand in.") : logo.name);
    if (!logo.data.isEmpty())
        showPicture();
}

void LogoField::showPicture()
{
    const int edge = int((pictureEdge - 4) * devicePixelRatio());
    background::run(
        this, [data = m_shown.data, edge] { return decodeLogo(data, edge); },
        [this, logo = m_shown](const Result<QImage> &image) {
            if (logo != m_shown)
                return;
            if (!image)
                return m_name->setText(u"%1: %2"_s.arg(logo.name, image.error().text));
            QPixmap pixmap = QPixmap::fromImage(*image);
            pixmap.setDevicePixelRatio(devicePixelRatio());
            m_picture->setPixmap(pixmap);
        });
}

void LogoField::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_choose->isEnabled() && logoSource(*event->mimeData()))
        event->acceptProposedAction();
}

void LogoField::dropEvent(QDropEvent *event)
{
    if (m_choose->isEnabled() && take(*event->mimeData()))
        event->acceptProposedAction();
}

void LogoField::keyPressEvent(QKeyEvent *event)
{
    const QMimeData *clipboard = QGuiApplication::clipboard()->mimeData();
    if (event->matches(QKeySequence::Paste) && m_choose->isEnabled() && clipboard) {
        if (!take(*clipboard))
            Q_EMIT refused(Error{Error::Kind::Rule,
                                 tr("The clipboard holds no picture. Copy one, then paste it here.")});
    } else if (event->matches(QKeySequence::Delete) && m_remove->isEnabled()) {
        store({});
    } else {
        QWidget::keyPressEvent(event);
    }
}

void LogoField::paintEvent(QPaintEvent *)
{
    if (!hasFocus())
        return;
    QStylePainter painter(this);
    QStyleOptionFocusRect option;
    option.initFrom(this);
    option.backgroundColor = palette().color(QPalette::Window);
    painter.drawPrimitive(QStyle::PE_FrameFocusRect, option);
}

void LogoField::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void LogoField::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

}
